"""The examples of the page: sentences of the news of Quảng Ninh, and two to show what is hard."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A text, and the options that are set with it."""

    text: str
    reference_date: str = ""
    identifiers: bool = False


EXAMPLES = {
    "news": Example(
        "Ngày 23/12, Trung tâm Truyền thông tỉnh tổ chức hội nghị tổng kết thực hiện nhiệm vụ năm 2023 và "
        "thảo luận phương hướng, nhiệm vụ năm 2024. Đồng chí Nguyễn Xuân Ký, Ủy viên Trung ương Đảng, "
        "Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh, dự và chỉ đạo hội nghị."
    ),
    "storm": Example(
        "Bão số 3 (Yagi) với cường độ mạnh nhất trong 30 năm qua trên Biển Đông và trong 70 năm qua trên "
        "đất liền Việt Nam đã đổ bộ vào tỉnh Quảng Ninh, gây thiệt hại hơn 28.000 tỷ đồng, chiếm 1/3 tổng "
        "thiệt hại của cả nước."
    ),
    "border": Example(
        "Ngày 25/6/2024, mở chính thức cặp cửa khẩu song phương Hoành Mô (huyện Bình Liêu, Việt Nam) - Động "
        "Trung (Trung Quốc), bao gồm lối thông quan Bắc Phong Sinh (huyện Hải Hà, Việt Nam) - Lý Hỏa (Trung "
        "Quốc)."
    ),
    "relative": Example(
        "Hôm qua, đoàn công tác đến Hạ Long; tuần tới, đoàn sẽ làm việc với UBND thành phố Móng Cái. Cuối "
        "năm ngoái, hai bên đã thực hiện Nghị quyết số 57-NQ/TW.",
        reference_date="2025-06-21",
        identifiers=True,
    ),
    "words": Example(
        "Qua đó góp phần đẩy mạnh thu hút và sử dụng hiệu quả các nguồn lực đầu tư; thúc đẩy phát triển "
        "chính quyền số, kinh tế số và xã hội số trên địa bàn. Ông già đi nhanh quá."
    ),
}
"""Examples by the key of their name among the phrases (`example.KEY`), the first one shown at the start."""
