"""Head words, in lower case, that tell what a name inside another name is."""

from __future__ import annotations

# Levels of units; with its name each is one place, so nothing is inside `tỉnh Quảng Ninh`.
PROVINCES = frozenset(("tỉnh",))
CITIES = frozenset(("thành phố", "tp"))
DISTRICTS = frozenset(("quận", "q", "huyện", "thị xã", "tx"))
COMMUNES = frozenset(("xã", "phường", "p", "thị trấn", "tt", "đặc khu"))
LEVELS = PROVINCES | CITIES | DISTRICTS | COMMUNES
NUMBERED = frozenset(("quận", "q", "phường", "p"))

# Places made by people, called after the unit or country where they lie: `sân bay Đà Nẵng`.
FACILITIES = frozenset((
    "sân bay", "sân bay quốc tế", "cảng", "cảng biển", "cảng hàng không", "cảng hàng không quốc tế",
    "ga", "nhà ga", "bến xe", "bến tàu", "bến cảng", "bến phà", "cửa khẩu", "cửa khẩu quốc tế",
    "cửa khẩu quốc gia", "lối mở", "khu công nghiệp", "kcn", "cụm công nghiệp", "ccn",
    "khu kinh tế", "kkt", "khu kinh tế cửa khẩu", "khu chế xuất", "kcx", "khu du lịch",
    "khu công nghệ cao", "kcnc", "cao tốc", "đường cao tốc", "tuyến cao tốc", "đường sắt",
    "bảo tàng", "nhà hát", "nhà hát lớn", "thư viện", "sân vận động", "svđ", "nhà thi đấu",
    "nhà thờ lớn", "cung văn hóa", "phố cổ", "trung tâm hội nghị",
))  # fmt: skip
NATURE = frozenset(("sông", "hồ", "vịnh", "núi", "đảo", "quần đảo", "biển", "đèo", "bán đảo", "đầm", "suối"))

# Before these words `đảo` and the like are parts of a longer head.
NATURE_AFTER = frozenset(("huyện", "quần", "bán", "dãy", "ngọn", "hòn"))
# Places inside the names of what runs, guards or promotes them, where they lie: `Ban Quản lý vịnh Hạ Long`.
PLACES_OF_BODIES = frozenset((
    "sân bay", "sân bay quốc tế", "cảng hàng không", "cảng hàng không quốc tế", "cửa khẩu",
    "cửa khẩu quốc tế", "cửa khẩu quốc gia", "khu kinh tế", "khu kinh tế cửa khẩu",
    "khu công nghiệp", "kcn", "khu công nghệ cao", "khu du lịch", "khu di tích", "vườn quốc gia",
    "vqg", "vịnh", "đảo", "quần đảo",
))  # fmt: skip

SCHOOLS = frozenset((
    "trường", "thpt", "thcs", "ptth", "ptcs", "tiểu học", "trung học", "mầm non", "mẫu giáo",
    "ptdtnt", "ptdtbt", "đại học", "đh", "cao đẳng", "cđ", "học viện", "trung cấp",
))  # fmt: skip
# What is called after people.
HONOURING = SCHOOLS | frozenset((
    "bệnh viện", "bv", "bảo tàng", "nhà văn hóa", "thư viện", "quỹ", "nhà hát", "đoàn", "đội",
    "thanh niên", "văn phòng luật sư", "công ty luật", "đường", "phố", "đại lộ", "ngõ", "hẻm",
    "quảng trường", "công viên", "cầu", "nhà lưu niệm", "nhà tưởng niệm", "khu lưu niệm",
    "khu tưởng niệm", "khu di tích", "đền", "đền thờ", "lăng", "lăng mộ", "mộ", "tượng đài", "chợ",
    "ngã tư", "ngã ba", "ngã sáu", "hầm", "nhà thờ", "phủ",
))  # fmt: skip
# Of these, what is called after the city is not called after the man.
OF_THE_CITY = (SCHOOLS - {"học viện"}) | {"bệnh viện", "bv", "nhà hát", "thư viện"}
# With two syllables, these are rarely anything but a name of a person.
SURNAMES_OF_MANY = frozenset((
    "nguyễn", "trần", "lê", "phạm", "phan", "võ", "vũ", "đặng", "bùi", "đỗ", "ngô", "huỳnh", "đinh",
    "trương", "đào", "tôn", "lý", "phùng", "trịnh",
))  # fmt: skip

COMPANIES = frozenset((
    "công ty", "cty", "ctcp", "tổng công ty", "tct", "tập đoàn", "ngân hàng", "hãng",
    "doanh nghiệp", "dntn", "khách sạn", "nhà hàng", "siêu thị", "cửa hàng", "quán", "nhà xe",
    "nhà sách", "nhà thuốc", "htx", "hợp tác xã", "phòng khám",
))  # fmt: skip
CLUBS = frozenset(("clb", "câu lạc bộ", "đội", "đội bóng", "đội tuyển", "tuyển", "u"))
# Units whose names are other words as well, such as a company or a theatre likes.
OTHER_WORDS = frozenset((
    "hòa bình", "thái bình", "hưng yên", "phú yên", "long an", "phú thọ", "thống nhất", "bình minh",
    "hồ gươm",
))  # fmt: skip
# Countries of one syllable that are hardly a part of a name at its end.
SHORT_COUNTRIES = frozenset((
    "anh", "bỉ", "hàn", "lào", "mỹ", "nga", "nhật", "pháp", "séc", "síp", "thái", "úc", "áo", "ý",
    "đức", "ấn",
))  # fmt: skip
# Bodies of a district that hold its name alone: `Công an Móng Cái`, `Huyện ủy Bình Liêu`.
LOCAL = frozenset((
    "công an", "ubnd", "hđnd", "ủy ban nhân dân", "hội đồng nhân dân", "thành ủy", "huyện ủy",
    "quận ủy", "thị ủy", "tand", "tòa án nhân dân", "vksnd", "viện kiểm sát nhân dân",
    "trung tâm y tế", "ttyt", "huyện đoàn", "thành đoàn", "quận đoàn", "hạt kiểm lâm", "điện lực",
    "bệnh viện", "bv", "ban chqs", "chi cục thuế", "đảng bộ", "mttq", "trường", "thpt", "đại học",
    "đh",
))  # fmt: skip

# Organisations to which others belong: names by themselves, and those that need a word behind them.
WHOLE_BODIES = frozenset((
    "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy", "đảng ủy", "chính phủ", "quốc hội",
    "ubnd", "hđnd", "ủy ban nhân dân", "hội đồng nhân dân", "tỉnh đoàn",
))  # fmt: skip
OPEN_BODIES = frozenset((
    "sở", "công ty", "cty", "ctcp", "tập đoàn", "tổng công ty", "trường", "đại học", "đh",
    "học viện", "bệnh viện", "bv", "quân khu", "quân đoàn", "bộ tư lệnh", "bộ chỉ huy", "mttq",
    "ủy ban mttq", "tòa án nhân dân", "tand", "viện kiểm sát nhân dân", "vksnd", "công an",
))  # fmt: skip
# Units that belong to what is named behind them.
UNITS = frozenset((
    "phòng", "ban", "cục", "vụ", "khoa", "văn phòng", "thanh tra", "đảng ủy", "đảng bộ", "chi bộ",
    "công đoàn", "đoàn thanh niên", "chi nhánh", "tổng cục", "bộ môn", "bch", "ban chấp hành",
    "thường trực", "ban thường vụ", "hội đồng", "tổng công ty",
))  # fmt: skip
# Before a head word these make one head with it: `Trường Đại học`, `Đồn Công an`.
COMPOUNDING = frozenset(("trường", "bộ", "đồn", "viện", "đẳng", "tổng", "liên", "tổ", "ban"))
