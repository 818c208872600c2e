"""The page is closed: it asks nothing of the network, runs nothing but its own script, shows report text as text."""

from __future__ import annotations

from typing import Any

import pytest

TRY = """
const done = arguments[arguments.length - 1], broken = [];
addEventListener('securitypolicyviolation', event => broken.push(event.effectiveDirective));
const add = (name, fill) => { const e = document.createElement(name); fill(e); document.body.append(e); };
add('script', e => { e.textContent = 'window.ran = 1'; });
add('script', e => { e.src = 'https://evil.example/x.js'; });
add('img', e => { e.src = 'https://evil.example/x.png'; });
add('iframe', e => { e.src = 'https://evil.example/'; });
add('style', e => { e.textContent = 'body { display: none }'; });
add('div', e => { e.innerHTML = '<b onclick="window.ran = 1">x</b>'; e.firstChild.click(); });
fetch('https://evil.example/').catch(() => {});
setTimeout(() => done([broken, window.ran || 0, getComputedStyle(document.body).display]), 500);
"""


@pytest.mark.parametrize("sample", ["english", "chinese", "hostile", "large"])
def test_nothing_is_asked_for_and_nothing_complains(tab: Any, sample: str) -> None:
    tab.open(sample)
    for button in tab.all("th[data-sort] button, #f-open"):
        button.click()
    tab.one("#f-text").send_keys("<script>")
    assert tab.console() == []
    asked = tab.requests()
    assert len(asked) == 1
    assert asked[0].startswith("file:///")


def test_the_policy_stops_what_is_smuggled_in(tab: Any) -> None:
    tab.open("english")
    broken, ran, display = tab.driver.execute_async_script(TRY)
    assert {"script-src-elem", "img-src", "frame-src", "style-src-elem", "script-src-attr", "connect-src"} <= set(
        broken
    )
    assert ran == 0
    assert display == "block"
    assert not [address for address in tab.requests() if address.startswith("http")]


def test_hostile_text_is_text(tab: Any) -> None:
    tab.open("hostile")
    shown = tab.one("main").text
    assert "<script>alert(1)</script> {{ 7*7 }}" in shown
    assert "=cmd()" in shown
    assert "49" not in tab.one("h1").text
    assert not tab.all("main img, main script, main iframe, main b9")
    odd = "return /[\\u0000-\\u0008\\u001b\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.textContent)"
    assert tab.run(odd) is False
    assert tab.run("return [...document.querySelectorAll('a')].every(a => /^(#|file:)/.test(a.getAttribute('href')))")
