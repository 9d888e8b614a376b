"""Where Vietnamese sentences end: one pass over full stops and line breaks, the abbreviations as data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.text.normalize import joins_the_one_before

if TYPE_CHECKING:
    from collections.abc import Iterator


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name or a number follows these, so their stop ends a sentence only before a word that starts one.
# Compared in lower case; a token in lower case counts only if it is in _SMALL, for "gen", "sen" and "no" are
# words. Compounds with dots (GS.TS, PGS.TS.BS) go by their last part.
_BEFORE_A_NAME = _words(
    """
    tp tx tt q p kp tdp đg
    ts gs pgs ths bs bsck bscki bsckii cki ckii ds dscki dsckii ks ls kts cn cv gv ncs
    nsnd nsưt ngnd ngưt ttnd ttưt nnc nxb đh cđ
    mr mrs ms mme mlle dr prof st ste sgt lt col gen maj capt cmdr gov sen rep rev fr hon
    no nos nr tr pp vol fig eq đt tel fax
    jan feb mar apr jun jul aug sept oct nov dec
    vs cf viz ed eds feat ft
    """
)
_SMALL = _words("tp tx tt q p ts gs pgs ths bs tr pp vs cf viz feat ft")

# A name may end with these, and a sentence too: it does where a Vietnamese word follows.
_AFTER_A_NAME = _words(
    "inc corp co ltd llc plc bros jr sr esq dept univ mt ph.d d.c u.s u.k e.u u.n m.d b.a m.a b.sc m.sc"
)
# These may end a sentence: it ends before a capital and goes on before a small letter.
_MAY_END = _words("v.v vv etc al a.m p.m t.ư t.w kg km cm mm ha sp spp var subsp vd tcn scn sđd")

# Before a number at the start of a line they make a label that belongs to what follows ("Điều 5. Phạm vi").
_LABELS = _words("điều chương mục phần bài câu khoản hình bảng biểu ảnh tập kỳ quyển hồi màn bước cách thứ")

# Parts of a law; of these several make one reference ("Điều 5. Khoản 2").
_PARTS_OF_LAW = _words("phần chương mục điều khoản điểm tiết")
# A reference goes on with the law itself only where nothing but the reference stands before it.
_LAWS = _words("Hiến Bộ Luật Pháp Nghị Thông Quyết Quy")

# Words that open a sentence and no name, whatever follows them ("Theo Bộ Y tế", "Tại Hà Nội").
_STARTERS = _words(
    """
    Bị Bởi Bộ Các Chúng Chủ Cả Do Dù Gần Họ Hôm Hơn Hắn Khi Khoảng Kể Lúc Mà Mình Mặc Nhóm Nhưng Nhờ
    Những Ngoài Ngày Người Này Nó Nạn Nếu Rồi Sau Sở Ta Theo Thì Trong Trước Tôi Tại Tới Tổng Vào Vì
    Vậy Ông Đây Đó Đến
    """
)
# Words that open names too; they count before a small letter, a digit or a comma ("T. Anh ta khai", but
# "N.T. Anh Thư"; "TP. Từ khi …", but "TP. Từ Sơn").
_STARTERS_IN_NAMES = _words(
    """
    Anh Ba Ban Biết Bà Bác Bé Bên Bốn Bằng Chiếc Chiều Cho Chính Chưa Chị Chỉ Con Cuối Cuộc Có Còn
    Cô Công Cùng Cũng Cơ Cứ Dưới Em Gia Giám Giữa Hai Hiện Hàng Hãng Hồi Hội Khác Không Kết Liên Là
    Làm Lãnh Lực Mỗi Mọi Một Mới Nay Ngay Nhiều Nhà Nhân Như Năm Phía Phó Phần Qua Quá Riêng Song
    Sáng Sự Số Thông Thế Thời Toàn Trung Trên Trường Tuy Tuyến Tuần Tháng Tất Tối Tỉnh Từ Từng Viện
    Việc Và Về Với Vụ Vừa Xe Xã Xét Đang Đoàn Đã Đơn Đại Đầu Đặc Để Điều Đối Đồng Được Ủy
    """
)
# A letter after these is a class and no initial ("độ C", "khối B", "quý I").
_CLASSES = _words(
    "quý loại khối độ điểm hạng nhóm lớp đài cổng khu lô tuyến kiểu dạng hệ mẫu bảng khóa vùng dãy"
)
# Words of names in ASCII, as the initial after them ends a name ("Lê Minh T."); the others have marks.
_NAME_WORDS = _words("An Anh Dinh Duy Hai Hoa Hoang Huy Khanh Kim Lan Mai Minh Nam Nga Ngoc Nhi Quang")
_NAME_WORDS |= _words("Thanh Thu Trinh Trung Tuan Van Vi Xuan Cao Chu Dao Doan Lam Luu Mai Phan Tran")

_BREAK_CHARACTERS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
# White space inside a line, the zero-width kinds with it.
_GAP = "[ \\t\\x1f\u00a0\u1680\u180e\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
_FOOTNOTE = r"\[[0-9a-z]{1,3}\]"
_CANDIDATE = re.compile(
    rf"(?P<stops>[.!?…](?:[ \t\u00a0]?[.!?…])*)(?P<closers>(?:[\"'”’»)\]}}]|{_FOOTNOTE})*)"
    rf"|(?P<wide>[。！？][」』”’»)]*)"
    rf"|(?P<line>\r\n|[{_BREAKS}])"
)
_NEXT = re.compile(
    rf"(?P<gap>{_GAP}*)(?:(?P<line>[{_BREAKS}]|\Z)|(?P<openers>(?:{_GAP}|[\"'“‘«(\[{{\-–—•*])*)(?P<word>[^\W\d_]*))"
)
_AFTER_WORD = re.compile(rf"{_GAP}*,|{_GAP}+(?P<letter>\w)")
_MARKER = re.compile(
    r"[\"'“‘«(\[•*+\-–—\s]*(?:(?P<label>[^\W\d_]+)\s)?(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]{1,6}|(?P<letter>[^\W\d_]))\Z"
)
_NUMERAL = r"(?:\d{1,3}|[IVXLC]{1,6}|[a-zđ])"
_LABEL_BEFORE = re.compile(rf"(?<![^\W_])(?P<label>[^\W\d_]+) {_NUMERAL}\Z")
_REST_OF_LABEL = re.compile(rf"{_GAP}{_NUMERAL}(?:[.,;)]|{_GAP}+(?:(?:của|và)\b|(?P<letter>\w))|{_GAP}*\Z)")
_LAW = "|".join(word + "|" + word.capitalize() for word in sorted(_PARTS_OF_LAW))
_ONLY_REFERENCE = re.compile(
    r"(?P<preposition>(?:Theo|Tại|Trong|Căn cứ|Căn cứ vào|Quy định tại) )?"
    rf"(?:(?:{_LAW}) {_NUMERAL}(?:[.,]? |\Z)){{1,6}}\Z"
)
# Ý, Á and Ủ are words (nước Ý, châu Á), not initials.
_INITIAL = r"(?:[A-ZĐ]|Th|Ph|Ch|Ng|Nh|Kh|Tr|Gi|Qu|Yu|Ju)"
_INITIALS = re.compile(rf"{_INITIAL}(?:[.\-]{_INITIAL})*\Z")
_MARKED_LETTER = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝĩũĨŨ\u1ea0-\u1ef9]")
_OUTSIDE_A_TOKEN = frozenset("\"'“”‘’«»()[]{}/,;:–—\u200b\u2060\ufeff")
_LONGEST_TOKEN = 24
_LONGEST_MARKER = 24
# Shorter lines were not wrapped: before a small letter they are items of a list.
_SHORTEST_WRAPPED_LINE = 40


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of the sentences of a normalised text, in order and disjoint.

    Spans are trimmed and never empty; what is in none is white space and zero-width space. A line break
    ends a sentence unless the line was only wrapped. The time is linear in the text, whatever it holds.
    """
    start = _after_blanks(text, 0)
    line = 0
    for match in _CANDIDATE.finditer(text):
        line, this_line = (match.end() if match["line"] else line), line
        if match.end() <= start:
            continue
        if match["line"]:
            ends = match.start() - this_line < _SHORTEST_WRAPPED_LINE or not _is_wrapped(text, start, match)
        else:
            ends = bool(match["wide"]) or _ends_sentence(text, start, match)
        # A mark after the stop belongs to it, so that both stay in one sentence.
        ends = ends and not joins_the_one_before(text[match.end() : match.end() + 1] or " ")
        if ends:
            yield from _trimmed(text, start, match.end())
            start = _after_blanks(text, match.end())
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span without the white space at its end, unless nothing is left."""
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    if start < end:
        yield start, end


def _after_blanks(text: str, start: int) -> int:
    """Return where the next sentence begins; found once, so that no later step looks for it again."""
    while start < len(text) and _is_blank(text[start]):
        start += 1
    return start


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "\u180e\u200b\u2060\ufeff"


def _is_wrapped(text: str, start: int, line_break: re.Match[str]) -> bool:
    """Tell whether a line goes on in the next one: no final punctuation, then a small letter."""
    after = _NEXT.match(text, line_break.end())
    if after is None or after["line"] is not None or not _is_small(after["word"]) or after["openers"].strip():
        return False
    last = line_break.start()
    while last > start and _is_blank(text[last - 1]):
        last -= 1
    return last > start and (text[last - 1].isalnum() or text[last - 1] in ',)"”’»%-–/&')


def _is_small(word: str) -> bool:
    """Tell whether a word begins with a small letter, and not like iPhone or eBay."""
    return word[:1].islower() and not word[1:2].isupper()


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Decide on a run of full stops, question and exclamation marks, with the quotes that close after it."""
    after = _NEXT.match(text, match.end())
    if after is None or after["line"] is not None:
        return True
    stops, closers, word = match["stops"], match["closers"], after["word"]
    if not after["gap"]:
        return _ends_without_space(text, start, match, word)
    if not word and _is_rest_of_punctuation(text, after.end()):
        return False
    if closers[:1] in (")", "]") and text[match.start() - 1 : match.start()] in ("(", "["):
        return False  # (!), (?), […]
    if stops.strip(".… \t\u00a0"):
        return not _is_small(word)
    if len(stops) > 1 or stops == "…":
        return bool(word) and not _is_small(word)
    token = _token_before(text, start, match.start())
    if _is_small(word):
        return not closers and _is_plain(text, match.start(), token)
    if _is_marker(text, start, match.start(), token) or _is_in_reference(text, start, match.start(), after):
        return False
    return _ends_after(text, start, match.start(), token, after)


def _is_rest_of_punctuation(text: str, offset: int) -> bool:
    """Tell whether no word follows: the end of the line, or a mark that belongs to what stands before."""
    character = text[offset : offset + 1]
    return not character or character in _BREAK_CHARACTERS or character in ".!?…,;:)]}”’»"


def _ends_without_space(text: str, start: int, match: re.Match[str], word: str) -> bool:
    """Decide where the space is missing: kinh tế.Tỉnh ends a sentence, Node.Js and TP.Hạ Long do not."""
    token = _token_before(text, start, match.start())
    return (
        match["closers"][-1:] in ("", "]")
        and len(word) > 1
        and word[0].isupper()
        and word[1:].islower()
        and text.startswith(word, match.end())
        and len(token) > 1
        and token.isalpha()
        and token.islower()
        and token not in _SMALL
        and bool(_MARKED_LETTER.search(token) or _MARKED_LETTER.search(word))
    )


def _token_before(text: str, start: int, stop: int) -> str:
    """Return what stands before a full stop up to a space, quote or bracket; only the end of it if long."""
    first = stop
    lowest = max(start, stop - _LONGEST_TOKEN)
    while first > lowest and not text[first - 1].isspace() and text[first - 1] not in _OUTSIDE_A_TOKEN:
        first -= 1
    return text[first:stop]


def _is_plain(text: str, stop: int, token: str) -> bool:
    """Tell whether a full stop before a small letter follows an ordinary Vietnamese word, so is no slip."""
    if not token:
        return stop > 0 and text[stop - 1] in ')]"”»'
    known = token.lower() in _BEFORE_A_NAME or token.lower() in _MAY_END or token.lower() in _AFTER_A_NAME
    return len(token) > 1 and token.isalpha() and not known and bool(_MARKED_LETTER.search(token))


def _is_marker(text: str, start: int, stop: int, token: str) -> bool:
    """Tell whether the full stop belongs to the number of a list item or of a heading (1. … Điều 5. …)."""
    if len(token) <= 2 and (token.isdigit() or token.islower()):
        before = text[max(start, stop - _LONGEST_MARKER) : stop - len(token)]
        if before.rstrip()[-1:] in (":", ";") or (before[-1:] == "(" and len(token) == 1):
            return True
    if stop - start > _LONGEST_MARKER:
        return False
    match = _MARKER.match(text, start, stop)
    if match is None:
        return False
    return match["label"] is None or match["label"].lower() in _LABELS


def _is_in_reference(text: str, start: int, stop: int, after: re.Match[str]) -> bool:
    """Tell whether the full stop is inside a reference to a law (Điều 5. Khoản 2. Luật này)."""
    word = after["word"]
    label = _LABEL_BEFORE.search(text, max(start, stop - _LONGEST_TOKEN), stop)
    if label is None or label["label"].lower() not in _PARTS_OF_LAW or after["openers"].strip():
        return False
    if alone := _ONLY_REFERENCE.match(text, start, stop):
        return word in _LAWS or word.lower() in _PARTS_OF_LAW or not alone["preposition"]
    if not word[:1].isupper() or word.lower() not in _PARTS_OF_LAW:
        return False
    # "Khoản 2 quy định …" begins a sentence.
    rest = _REST_OF_LABEL.match(text, after.end())
    return rest is not None and not (rest["letter"] or "A").islower()


def _ends_after(text: str, start: int, stop: int, token: str, after: re.Match[str]) -> bool:
    """Decide on a full stop before a capital, a digit or a sign, by the token that it follows."""
    known, word = token.lower(), after["word"]
    if known in _AFTER_A_NAME and word:
        return word not in ("Ltd", "LLC", "KG") and (
            _starts(text, after) or bool(_MARKED_LETTER.search(word))
        )
    part = known.rpartition(".")[2]
    if part in _BEFORE_A_NAME and (token != known or part in _SMALL):
        return _starts(text, after)
    if token[:1].isupper() and _INITIALS.match(token):
        return _ends_after_initials(text, start, stop, token, after)
    return True


def _ends_after_initials(text: str, start: int, stop: int, token: str, after: re.Match[str]) -> bool:
    """Decide after initials: they end Vietnamese names (Nguyễn Văn T.) and begin or cut others (J. K. …)."""
    word = after["word"]
    if "(" in after["openers"]:
        return False
    if _starts(text, after):
        return True
    before = text[max(start, stop - len(token) - _LONGEST_TOKEN) : stop - len(token)].split()[-1:]
    followed = len(word) > 1 or text[after.end() : after.end() + 1].isdigit()
    if before and before[0] in _CLASSES:
        return followed
    if word and not _MARKED_LETTER.search(word):
        return False
    if token.count(".") > 1:
        return bool(word)
    return followed and bool(before) and _is_part_of_name(before[0])


def _is_part_of_name(word: str) -> bool:
    """Tell whether a word can be part of a Vietnamese name."""
    return word in _NAME_WORDS or (
        word.isalpha() and word[0].isupper() and _MARKED_LETTER.search(word) is not None
    )


def _starts(text: str, after: re.Match[str]) -> bool:
    """Tell whether the next word opens a sentence rather than a name."""
    word = after["word"]
    if word in _STARTERS:
        return True
    if word not in _STARTERS_IN_NAMES:
        return False
    following = _AFTER_WORD.match(text, after.end())
    return following is not None and not (following["letter"] or "").isupper()
