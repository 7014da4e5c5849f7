def test_a(look):
    page = look(); page.goto("/sv/law/2023/681/sec_45/"); page.focus("#from")
    for i in range(4):
        print(i, page.evaluate("document.activeElement.outerHTML.slice(0,60)+getComputedStyle(document.activeElement).outline+getComputedStyle(document.activeElement).boxShadow + document.activeElement.matches(':focus-visible')"))
        page.locator(".diff-form").screenshot(path=f"/tmp/svx/f{i}.png")
        page.keyboard.press("Tab")
def test_b(look):
    page = look(width=320, height=640, bypass_csp=True)
    page.goto("/sv/municipalities/905/?on=2024-06-01")
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        "p { margin-block-end: 2em !important }"
    )
    print(page.evaluate("[...document.querySelectorAll('body *')].filter(e=>e.getBoundingClientRect().right>320.5).map(e=>e.tagName+'.'+e.className+' '+e.getBoundingClientRect().right+' '+e.textContent.slice(0,50)).slice(0,12)"))
