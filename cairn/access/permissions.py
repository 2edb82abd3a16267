"""What may be done, each with the sentence a practitioner would use for it (requirement R-191)."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One deed. Held through a role; a deed about a child also needs the child to be in sight."""

    CONCERN_RAISE = "concern.raise"
    CONCERN_URGENCY = "concern.urgency"
    CHILD_SEARCH = "child.search"
    CHILD_OPEN = "child.open"
    ENTRY_ADD = "entry.add"
    FACT_ADD = "fact.add"
    CHILD_TELL = "child.tell"
    PLAN_ADD = "plan.add"
    PLAN_ANSWER = "plan.answer"
    LINK_PROPOSE = "link.propose"
    LINK_DECIDE = "link.decide"
    REFERRAL_ANSWER = "referral.answer"
    REFERRAL_ACKNOWLEDGE = "referral.acknowledge"
    INVOLVEMENT_ASK = "involvement.ask"
    INVOLVEMENT_ANSWER = "involvement.answer"
    ASK_SEND = "ask.send"
    ASK_ANSWER = "ask.answer"
    REFUSAL_REVIEW = "refusal.review"
    OUTSIDE_SHARE = "outside.share"
    OUTSIDE_PRINT = "outside.print"
    OUTSIDE_WITHDRAW = "outside.withdraw"
    RESPONSIBILITY_ASSIGN = "responsibility.assign"
    DUTY_TAKE = "duty.take"
    HUB_DUTY_LIST = "hub.duty_list"
    LOOKS_SEE = "looks.see"
    LOOKS_GIVE = "looks.give"
    LOOKS_RELEASE = "looks.release"
    TOKEN_CREATE = "token.create"  # noqa: S105 (a name of a deed, not a secret)
    PEOPLE_MANAGE = "people.manage"
    AGREEMENT_KEEP = "agreement.keep"
    FIGURES_SEE = "figures.see"
    NAMES_EXTEND = "names.extend"
    MATCHING_REVIEW = "matching.review"
    SEARCHES_REVIEW = "searches.review"
    WITHHOLD = "withhold"
    WITHHOLD_AGREE = "withhold.agree"
    KEEP_FROM = "child.keep_from"
    SAFE_ADDRESS = "safe_address.mark"
    DATA_PROTECT = "data.protect"
    DATA_REGISTER_SEE = "data.register_see"
    PACK_READ = "pack.read"
    BREACH_REPORT = "breach.report"
    WITHHOLDINGS_COUNT = "withholdings.count"
    EXPORT_ASK = "export.ask"
    GLASS_BREAK = "glass.break"
    GLASS_REVIEW = "glass.review"


SENTENCES: dict[Permission, Promise] = {
    Permission.CONCERN_RAISE: _("raise a concern about a child"),
    Permission.CONCERN_URGENCY: _("say that a concern is more, or less, urgent"),
    Permission.CHILD_SEARCH: _("look for a child among those you may see"),
    Permission.CHILD_OPEN: _("open the record of a child you work with"),
    Permission.ENTRY_ADD: _("add to the story of a child you work with"),
    Permission.FACT_ADD: _("record what a person or a document says about a child"),
    Permission.CHILD_TELL: _("tell a child you work with who knows what, and write down what the child says"),
    Permission.PLAN_ADD: _("say what your team does with a child, and when it sees the child"),
    Permission.PLAN_ANSWER: _("say whether another team can do what yours plans with a child"),
    Permission.LINK_PROPOSE: _("say that two records may be the same child"),
    Permission.LINK_DECIDE: _("decide whether two records are the same child"),
    Permission.REFERRAL_ANSWER: _("answer what your team was asked to decide"),
    Permission.REFERRAL_ACKNOWLEDGE: _("say “I have it” for your team"),
    Permission.INVOLVEMENT_ASK: _("ask to work with a child"),
    Permission.INVOLVEMENT_ANSWER: _("answer a team that asks to work with a child"),
    Permission.ASK_SEND: _("ask another agency about a child"),
    Permission.ASK_ANSWER: _("answer what another agency asks your team"),
    Permission.REFUSAL_REVIEW: _("look at a refusal to answer another agency"),
    Permission.OUTSIDE_SHARE: _("share chosen parts with somebody outside, on a lawful ground"),
    Permission.OUTSIDE_PRINT: _("print what your team shares with somebody outside"),
    Permission.OUTSIDE_WITHDRAW: _("take back what was shared with somebody outside"),
    Permission.RESPONSIBILITY_ASSIGN: _("name who leads and who acts next"),
    Permission.DUTY_TAKE: _("take a duty of your team"),
    Permission.HUB_DUTY_LIST: _("see everything unanswered in the partnership"),
    Permission.LOOKS_SEE: _("see who has looked at a child"),
    Permission.LOOKS_GIVE: _("give who speaks for a child the list of who has looked"),
    Permission.LOOKS_RELEASE: _("let a child’s circle see for a time, by name, who looked"),
    Permission.TOKEN_CREATE: _("let an agency’s own system in"),
    Permission.PEOPLE_MANAGE: _("add and remove people and teams"),
    Permission.AGREEMENT_KEEP: _("keep the agencies’ agreements to share"),
    Permission.FIGURES_SEE: _("read the partnership’s published figures"),
    Permission.NAMES_EXTEND: _("say which forms of a name are one name"),
    Permission.MATCHING_REVIEW: _("see how often matching was right, by the partnership’s own decisions"),
    Permission.WITHHOLD: _("hold something back from named agencies, for a reason"),
    Permission.WITHHOLD_AGREE: _("agree, or not, that something is held back"),
    Permission.KEEP_FROM: _("keep a child from a person or a team"),
    Permission.SAFE_ADDRESS: _("say that a child is at a safe address"),
    Permission.SEARCHES_REVIEW: _("see whose searching and looking is unusual, and no child’s name"),
    Permission.DATA_PROTECT: _("keep, release and dispose of what is held, and answer those who ask what is held"),
    Permission.DATA_REGISTER_SEE: _("read why and how long the partnership keeps what it keeps"),
    Permission.PACK_READ: _("read what was collected for a request that you were named for"),
    Permission.BREACH_REPORT: _("report that something about a person went where it should not have gone"),
    Permission.EXPORT_ASK: _("ask to take facts about children of your team out in one file"),
    Permission.GLASS_BREAK: _(
        "open for an hour, when somebody is in danger, a child you do not work with, or what only named people read"
    ),
    Permission.GLASS_REVIEW: _("say whether a record was rightly opened because somebody was in danger, and close it"),
    Permission.WITHHOLDINGS_COUNT: _("see how often each agency holds something back without a trace, and no child"),
}
