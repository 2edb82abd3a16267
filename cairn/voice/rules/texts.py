"""Every text of the sheet, in English. Each is an entry of the catalogue `sheet`, apart from that of the pages: the
sheet speaks the child's language, which need not be one in which anybody works.

Short sentences for somebody of eight or eighty. Nothing is promised that nobody can keep, and nobody is blamed.
"""

from cairn.partnership.kinds import Discipline


def for_child(text: str) -> str:
    """Mark a text for the catalogue `sheet` (the Makefile collects by this name); gives it back unchanged."""
    return text


# What is read together and stays with the worker.
TITLE = for_child("Who knows what about you, and why")
MADE_ON = for_child("Made on {day}")
INTRODUCTION = for_child(
    "Some adults work together so that you are safe and well. This page says who they are, what they know and why. "
    "You can ask about anything on it, today or later."
)
PEOPLE = for_child("The people around you")
LEADS = for_child("They see to it that things get done.")
WORKER = for_child("Your worker there: {name}")
NOT_EVERYBODY = for_child("Somebody may be missing here. If you wonder about anybody, ask.")
WHAT_THEY_KNOW = for_child("What they know")
KNOW_STORY = for_child(
    "They can read what was written down about you: what happened, how you are and what you want. They share it so "
    "that you need not say it again and again, and so that nobody overlooks you."
)
KNOW_LESS = for_child("Some things are for fewer people only. Ask which.")
NO_SECRET = for_child("What nobody can keep secret")
DANGER = for_child(
    "If you or another child could be badly hurt, they must tell people who can help. They try to tell you first."
)
YOU_CAN = for_child("What you can do")
WHOM_TO_ASK = for_child("Whom to ask")
ASK_BY_NAME = for_child("Ask {name}.")
ASK_READER = for_child("Ask the person who is reading this with you.")
UNCHECKED = for_child(
    "Nobody who grew up with this language has checked these words yet. If something sounds odd, ask."
)

# What a child may always do; on both sheets.
RIGHTS = (
    for_child("You can ask to see what is written about you."),
    for_child("If something is wrong, say so. What you say is written down beside it."),
    for_child("If you do not want somebody to know something, say so. You will be told what is decided, and why."),
    for_child("You can ask for somebody on your side who does not decide about you: an advocate."),
    for_child("You can ask for an interpreter, or for another one."),
    for_child("You can complain. You will still get help."),
)

# By what an agency does in the world: who they are, why they are here, what they cannot keep to themselves.
TOGETHER: dict[str, tuple[str, str, str]] = {
    Discipline.SOCIAL_CARE: (
        for_child("Social workers"),
        for_child("They see that children are looked after, and plan with you what helps."),
        for_child("They tell the others here what is needed to keep you safe."),
    ),
    Discipline.POLICE: (
        for_child("Police"),
        for_child("They are here to keep you safe and to stop people who hurt children."),
        for_child("What you tell them about a crime they must write down, and they may have to act on it."),
    ),
    Discipline.HEALTH: (
        for_child("Nurses and doctors"),
        for_child("They look after your body and how you feel."),
        for_child("They keep most of what you tell them to themselves, unless somebody could be badly hurt."),
    ),
    Discipline.EDUCATION: (
        for_child("School or college"),
        for_child("They help you to learn, and notice when something worries you."),
        for_child("They tell the others here what is needed to keep you safe."),
    ),
    Discipline.YOUTH_JUSTICE: (
        for_child("Youth justice workers"),
        for_child("They help young people who have to do with the police or a court."),
        for_child("They tell the court how you are and what you need."),
    ),
    Discipline.HOUSING: (
        for_child("Housing workers"),
        for_child("They help to find a safe place to live."),
        for_child("They tell the others here what is needed to keep you safe."),
    ),
    Discipline.IMMIGRATION: (
        for_child("Immigration officers"),
        for_child("They deal with papers about staying in this country."),
        for_child("Before you talk with them, ask who can be there on your side."),
    ),
    Discipline.COMPETENT_AUTHORITY: (
        for_child("An office that decides about special help"),
        for_child("It decides whether you get help because somebody treated you very badly."),
        for_child("It reads what is sent to it, and writes down what it decides and why."),
    ),
    Discipline.GUARDIAN: (
        for_child("A guardian or advocate"),
        for_child("They are on your side, explain things and help you to say what you want."),
        for_child("They keep what you tell them to themselves, unless somebody could be badly hurt."),
    ),
    Discipline.CHARITY: (
        for_child("A charity"),
        for_child("They help children and young people, and have time for you."),
        for_child("They tell the others here what is needed to keep you safe."),
    ),
    Discipline.HUB: (
        for_child("The people who bring everybody together"),
        for_child("They see that nobody is forgotten and that the others talk with each other."),
        for_child("They tell the others here what is needed to keep you safe."),
    ),
}

# What the child takes away: whoever finds it must learn nothing. Who is not listed is not named.
AWAY_TITLE = for_child("For you")
AWAY_INTRODUCTION = for_child("Some adults talk with each other so that you are well. You can ask them anything.")
AWAY_PEOPLE = for_child("Who they are")
AWAY: dict[str, str] = {
    Discipline.SOCIAL_CARE: for_child("Somebody who sees that young people are looked after"),
    Discipline.HEALTH: for_child("Somebody who looks after your health"),
    Discipline.EDUCATION: for_child("Somebody who helps you to learn"),
    Discipline.HOUSING: for_child("Somebody who helps with everyday things"),
    Discipline.GUARDIAN: for_child("Somebody who helps you to say what you want"),
    Discipline.CHARITY: for_child("Somebody who has time for young people"),
}
AWAY_NO_SECRET = for_child("If somebody could be badly hurt, they must tell others who can help.")
AWAY_ASK = for_child("Ask the person who gave you this.")
