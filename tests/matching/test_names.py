"""Names fold to the same parts however they were typed: any script, title, mark, and what some write as one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.facts import NameFact
from cairn.matching.joins import written_one_way
from cairn.matching.names import MAX_LETTERS, MAX_PARTS, fold, is_placeholder, significant

# Words that the rules of joining and parting feed on, so that folding twice is tried where it could go wrong.
PIECES = """
abd abdul abdel al el ul ur ud din deen uddin ullah allah rahman karim jamaluddin rahmatullah abu bakr umm kulthum mc o
gebre haile mariam medhin michael donald brien elsayed alhassan sheikh haji baby twin of boy unborn son aka mr unknown
12 tesfay maria
"""
WORDS = st.sampled_from(PIECES.split())


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Nguyễn Văn Tặng", ("nguyen", "van", "tang")),
        ("Đặng Thị Hồng", ("dang", "thi", "hong")),
        ("Ng\u0323o\u0302\u0300", ("ngo",)),
        ("ተስፋይ", ("tesfay",)),
        ("ኣማኑኤል", ("amanuel",)),
        ("محمد", ("mhmd",)),
        ("مُحَمَّد", ("muhamad",)),
        ("عمر", ("amr",)),
        ("احمد", ("ahmd",)),
        ("علي الحسن", ("aly", "al", "hsn")),
        ("陈", ("chen",)),
        ("陈小明", ("chen", "xiao", "ming")),
        ("曾小明", ("zeng", "xiao", "ming")),
        ("김민수", ("gim", "min", "su")),
        ("さくら", ("sakura",)),
        ("Дмитрий", ("dmitriy",)),
        ("ਗੁਰਪ੍ਰੀਤ", ("gurprit",)),
        ("Xhevdet KRASNIQI", ("xhevdet", "krasniqi")),
        ("Çağrı Şimşek", ("cagri", "simsek")),
        ("İBRAHİM", ("ibrahim",)),
        ("Łukasz", ("lukasz",)),
        ("Ţurcanu Ştefan", ("turcanu", "stefan")),
        ("Mr John O'Brien-Smith", ("john", "obrien", "smith")),
        ("SMITH, John Mr", ("smith", "john")),
        ("Ms Dr. Amina Noor", ("amina", "noor")),
        ("Sheikh Ahmed Ali", ("ahmed", "ali")),
        ("Ahmed Sheikh", ("ahmed", "sheikh")),
        ("Haji Omar", ("haji", "omar")),
        ("O’Brien", ("obrien",)),
        ("Nʼdiaye", ("ndiaye",)),
        ("Baby of Sarah Jones", ("sarah", "jones")),
        ("baby girl Jones", ("jones",)),
        ("Unborn Jones", ("jones",)),
        ("Twin 1 Jones", ("jones",)),
        ("Unknown Tesfay 2", ("tesfay",)),
        ("Tesfay aka Tez", ("tesfay", "tez")),
        ("Mohammed (Mo) Ali", ("mohammed", "mo", "ali")),
        ("محمد Khan 陈", ("mhmd", "khan", "chen")),
        ("\u200fعلي\u200e", ("aly",)),
        ("می\u200cلاد", ("mylad",)),
        ("Tes\u200bfay\x00 😀", ("tesfay",)),
        ("ＪＯＳÉ", ("jose",)),
        ("ﷴ", ("mhmd",)),
        ("", ()),
        ("  \t\n", ()),
        ("😀", ()),
        ("12345", ()),
        ("Mr", ()),
        ("\ud800", ()),
    ],
)
def test_a_name_folds_to_latin_parts(typed, parts):
    assert fold(typed) == parts


@pytest.mark.parametrize(
    ("one_way", "others"),
    [
        (("abdulrahman",), ["Abdul Rahman", "Abd al-Rahman", "Abd ar-Rahman", "abd el rahman", "RAHMAN, Abdul"]),
        (("mohammed", "abdulrahman"), ["Mohammed Abdul Rahman", "Rahman, Mohammed Abdul"]),
        (("abdulrhmn",), ["عبد الرحمن"]),
        (("abdullah",), ["Abd Allah", "عبد الله"]),
        (("abdul", "khan"), ["Abdul Khan"]),
        (("khan", "abdul"), ["Khan Abdul"]),
        (("selah", "uddin"), ["Selahattin"]),
        (("jamal", "uddin"), ["Jamaluddin", "Jamal ud-Din", "Jamal al Din", "Jamaleddine", "Jamal Uddin"]),
        (("rahmat", "ullah"), ["Rahmatullah", "Rahmat Ullah", "Rahmatollah"]),
        (("abubakr",), ["Abu Bakr", "Abou Bakr"]),
        (("abu", "kamara"), ["Abu Kamara"]),
        (("ummkulthum",), ["Umm Kulthum", "Oum Kulthum"]),
        (("mujibur", "rahman"), ["Mujibur Rahman", "Mujib ur Rahman", "Mujib-ur-Rahman"]),
        (("gebremedhin",), ["Gebre Medhin", "Gebremedhin"]),
        (("haile", "michael"), ["Haile Michael"]),
        (("mcdonald",), ["McDonald", "Mc Donald"]),
        (("obrien",), ["O Brien", "O'Brien"]),
        (("john", "o", "smith"), ["John O Smith"]),
        (("el", "sayed"), ["Elsayed", "El-Sayed", "el sayed"]),
        (("al", "sayed"), ["As-Sayed", "Al Sayed", "Alsayed"]),
        (("an", "nguyen"), ["An Nguyen"]),
        (("albert",), ["Albert"]),
        (("claudine",), ["Claudine"]),
        (("ebdulla",), ["Ebdulla"]),
    ],
)
def test_what_some_write_as_one_word_is_written_one_way(one_way, others):
    assert {fold(other) for other in others} == {one_way}


def test_a_very_long_name_is_cut():
    assert fold("a" * 300) == ("a" * MAX_LETTERS,)
    assert len(fold("ab " * 300)) == MAX_PARTS
    assert fold("abdul " + "rahman" * 50) == ("abdul", ("rahman" * 50)[:MAX_LETTERS])


@given(st.text(max_size=300))
def test_folding_never_raises_and_folding_again_changes_nothing(text):
    once = fold(text)
    assert fold(" ".join(once)) == once
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in once)
    assert len(once) <= MAX_PARTS
    assert all(len(part) <= MAX_LETTERS for part in once)
    is_placeholder(text)


@given(st.lists(WORDS, max_size=14))
def test_joining_and_parting_again_change_nothing(words):
    once = fold(" ".join(words))
    assert fold(" ".join(once)) == once
    assert written_one_way(once) == once


@given(st.lists(WORDS, max_size=6))
def test_capitals_spaces_and_marks_change_nothing(words):
    text = " ".join(words)
    assert fold(text) == fold(text.upper()) == fold(f"  {text.title()}. ") == fold(text.replace(" ", ", "))


@pytest.mark.parametrize(
    "typed",
    ["unknown", "Not Known", "Baby of", "baby of Sarah Jones", "Unborn baby of Sarah Jones", "B/O Sarah Jones",
     "friend of Sarah", "unknown sister of Tesfay", "n/k", "N.K.", "A", "A B", "12345", "", "??", "😀", "Mr", "Baby",
     "Unknown male", "no name given", "name withheld", "unaccompanied minor", "Young person", "UASC 2"],
)  # fmt: skip
def test_words_that_name_nobody_are_placeholders(typed):
    assert is_placeholder(typed)
    assert NameFact.of(typed).parts == ()


@pytest.mark.parametrize(
    "typed", ["Na Li", "Tesfay", "Ng", "محمد", "Baby Joseph", "J Smith", "陈", "Sheikh", "Young", "John of Gaunt"]
)
def test_names_are_no_placeholders(typed):
    assert not is_placeholder(typed)
    assert NameFact.of(typed).parts


def test_articles_and_initials_are_left_out_unless_nothing_else_is_there():
    assert significant(("al", "hassan", "j")) == ("hassan",)
    assert significant(("al",)) == ("al",)
    assert significant(("j",)) == ()
