"""Words that tell, before or after a full stop, whether it ends a sentence."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name or a number follows these, so their stop ends a sentence only before a word that starts one.
# Compared in lower case; a token in lower case counts only if it is in SMALL, for "gen", "sen" and "no" are
# words. Compounds with dots (GS.TS, PGS.TS.BS) go by their last part.
BEFORE_A_NAME = _words(
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
SMALL = _words("tp tx tt q p ts gs pgs ths bs tr pp vs cf viz feat ft")

# A name may end with these, and a sentence too: it does where a Vietnamese word follows.
AFTER_A_NAME = _words(
    "inc corp co ltd llc plc bros jr sr esq dept univ mt ph.d d.c u.s u.k e.u u.n m.d b.a m.a b.sc m.sc"
)
# These may end a sentence: it ends before a capital and goes on before a small letter.
MAY_END = _words("v.v vv etc al a.m p.m t.ư t.w kg km cm mm ha sp spp var subsp vd tcn scn sđd")

# Before a number at the start of a line they make a label that belongs to what follows ("Điều 5. Phạm vi").
LABELS = _words("điều chương mục phần bài câu khoản hình bảng biểu ảnh tập kỳ quyển hồi màn bước cách thứ")

# Parts of a law; of these several make one reference ("Điều 5. Khoản 2").
PARTS_OF_LAW = _words("phần chương mục điều khoản điểm tiết")
# A reference goes on with the law itself only where nothing but the reference stands before it.
LAWS = _words("Hiến Bộ Luật Pháp Nghị Thông Quyết Quy")

# Words that open a sentence and no name, whatever follows them ("Theo Bộ Y tế", "Tại Hà Nội").
STARTERS = _words(
    """
    Bị Bởi Bộ Các Chúng Chủ Cả Do Dù Gần Họ Hôm Hơn Hắn Khi Khoảng Kể Lúc Mà Mình Mặc Nhóm Nhưng Nhờ
    Những Ngoài Ngày Người Này Nó Nạn Nếu Rồi Sau Sở Ta Theo Thì Trong Trước Tôi Tại Tới Tổng Vào Vì
    Vậy Ông Đây Đó Đến
    """
)
# Words that open names too; they count before a small letter, a digit or a comma ("T. Anh ta khai", but
# "N.T. Anh Thư"; "TP. Từ khi …", but "TP. Từ Sơn").
STARTERS_IN_NAMES = _words(
    """
    Anh Ba Ban Biết Bà Bác Bé Bên Bốn Bằng Chiếc Chiều Cho Chính Chưa Chị Chỉ Con Cuối Cuộc Có Còn
    Cô Công Cùng Cũng Cơ Cứ Dưới Em Gia Giám Giữa Hai Hiện Hàng Hãng Hồi Hội Khác Không Kết Liên Là
    Làm Lãnh Lực Mỗi Mọi Một Mới Nay Ngay Nhiều Nhà Nhân Như Năm Phía Phó Phần Qua Quá Riêng Song
    Sáng Sự Số Thông Thế Thời Toàn Trung Trên Trường Tuy Tuyến Tuần Tháng Tất Tối Tỉnh Từ Từng Viện
    Việc Và Về Với Vụ Vừa Xe Xã Xét Đang Đoàn Đã Đơn Đại Đầu Đặc Để Điều Đối Đồng Được Ủy
    """
)
# A letter after these is a class and no initial ("độ C", "khối B", "quý I").
CLASSES = _words(
    "quý loại khối độ điểm hạng nhóm lớp đài cổng khu lô tuyến kiểu dạng hệ mẫu bảng khóa vùng dãy"
)
# Words of names in ASCII, as the initial after them ends a name ("Lê Minh T."); the others have marks.
NAME_WORDS = _words("An Anh Dinh Duy Hai Hoa Hoang Huy Khanh Kim Lan Mai Minh Nam Nga Ngoc Nhi Quang")
NAME_WORDS |= _words("Thanh Thu Trinh Trung Tuan Van Vi Xuan Cao Chu Dao Doan Lam Luu Mai Phan Tran")
