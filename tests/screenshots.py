"""Makes the pictures of `examples/` that the README shows: `python -m tests.screenshots`.

Needs Chromium and ChromeDriver, as the tests of pages do, and the font JetBrains Mono (Debian:
fonts-jetbrains-mono).
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from tests import ROOT
from tests.browser.chromium import open_browser
from tests.serving.processes import serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.browser.chromium import Browser

EXAMPLES = ROOT / "examples"
SENTENCE = (
    "Ngày 25/6/2024, ông Phạm Văn Thể, Chủ tịch Hiệp hội Doanh nghiệp tỉnh Quảng Ninh, cho biết hơn "
    "28 nghìn tỷ đồng đã được đầu tư vào Hạ Long. Theo ông Thể, 97,15% dự án đúng tiến độ."
)
SHORT = "Ông Thể đầu tư hơn 28 nghìn tỷ đồng vào Hạ Long."
_COLOURS = bytes.fromhex("000000 b41e1e 146e28 8c5a00 1e3cb4 a01e78 006e6e 5a5a5a")
_TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #fff; color: #1b1f24; }
pre { margin: 0; padding: 14px 18px; display: inline-block; }
pre, code { font: 15px/1.45 "JetBrains Mono", "Noto Sans Mono", monospace; }
</style><pre id="screen">{code}</pre>"""


def terminal_output(arguments: Sequence[str], columns: int) -> str:
    """Return what `qnmine` writes on a terminal of so many columns, escape codes included."""
    parent, child = pty.openpty()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "NO_COLOR"},
        "COLUMNS": str(columns),
        "LINES": "200",
        "TERM": "xterm-256color",
        "PYTHONPATH": str(ROOT),
        "PAGER": "cat",
    }
    command = [sys.executable, "-m", "qnmine", *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=child, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT
    ) as process:
        os.close(child)
        parts = []
        try:
            while part := os.read(parent, 65536):
                parts.append(part)
        except OSError:  # the terminal has no other end any more
            pass
        os.close(parent)
    assert process.returncode == 0, arguments
    return b"".join(parts).decode()


def terminal_picture(
    browser: Browser, arguments: Sequence[str], name: str, *, columns: int, lines: int = 200
) -> None:
    """Write the first lines of what a command shows on a terminal as a picture."""
    from rich.console import Console
    from rich.terminal_theme import TerminalTheme
    from rich.text import Text

    theme = TerminalTheme(
        (255, 255, 255),
        (27, 31, 36),
        list(zip(*[iter(_COLOURS)] * 3, strict=True)),
    )
    shown = "\n".join(terminal_output(arguments, columns).replace("\r\n", "\n").split("\n")[:lines])
    called = "$ qnmine " + " ".join(f'"{one}"' if " " in one else one for one in arguments)
    prompt = "\n".join(wrap(called, columns, subsequent_indent="      ", break_on_hyphens=False))
    console = Console(file=StringIO(), record=True, width=2 * columns, force_terminal=True)
    console.print(Text(prompt + "\n", "bold"))
    console.print(Text.from_ansi(shown.rstrip()))
    code = console.export_html(theme=theme, code_format="{code}", inline_styles=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "screen.html"
        page.write_text(_TERMINAL.replace("{code}", code), encoding="utf-8")
        browser.driver.get(page.as_uri())
        box = "const box = document.getElementById('screen').getBoundingClientRect();"
        browser.resize(*browser.run(f"{box} return [Math.ceil(box.width), Math.ceil(box.height)]"))
        browser.driver.save_screenshot(str(EXAMPLES / name))


def served_picture(browser: Browser, name: str) -> None:
    """Write the served page with a sentence in it as a picture."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    with serving("--lang", "vi") as (_, port):
        browser.driver.get(f"http://127.0.0.1:{port}/")
        area = browser.driver.find_element(By.ID, "text")
        area.send_keys(Keys.CONTROL, "a")
        area.send_keys(SENTENCE)
        time.sleep(2)
        browser.resize(1200, 940)
        time.sleep(0.5)
        browser.driver.save_screenshot(str(EXAMPLES / name))


def report_pictures(browser: Browser, *names: str) -> None:
    """Write a person in the report of the seeds as a picture, and the network of the report as another."""
    from selenium.webdriver.common.by import By

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        command = [sys.executable, "-m", "qnmine", "report", "seeds/", "-q", "--lang", "vi", "-o", str(path)]
        subprocess.run(command, check=True, cwd=ROOT)
        browser.resize(1200, 800)
        browser.driver.get(path.as_uri())
        browser.driver.find_element(By.CSS_SELECTOR, "button[data-type=PER]").click()
        browser.driver.find_element(By.LINK_TEXT, "Phạm Văn Thể").click()
        for name, selector in zip(names, ("#entities", "figure[data-chart=network]"), strict=True):
            browser.run("document.querySelector(arguments[0]).scrollIntoView()", selector)
            time.sleep(1.5)
            browser.driver.save_screenshot(str(EXAMPLES / name))


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as profile, open_browser(Path(profile)) as browser:
        terminal_picture(browser, ["show", "--values", "--text", SENTENCE], "show.png", columns=100)
        steps = "words,entities,numbers"
        terminal_picture(browser, ["explain", SHORT, "--steps", steps], "explain.png", columns=100)
        report_pictures(browser, "report.png", "report-charts.png")
        served_picture(browser, "serve.png")
    plot = ["--plot", str(EXAMPLES / "network.png"), "--plot-size", "170x125", "-o", os.devnull, "-q"]
    subprocess.run([sys.executable, "-m", "qnmine", "network", "seeds/", *plot], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
