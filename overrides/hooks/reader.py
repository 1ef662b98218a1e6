"""Keeps a page whole in reader views, such as Firefox's, which guess what on a page is its text."""

import re

# Reader views take a heading whose id has one of these for an author's name or a share button
NOT_TEXT = r"[^\"]*(?:\bshare\b|sharedaddy|byline|author|dateline|writtenby)[^\"]*"


def readable(html: str) -> str:
    """Return a page that reader views, such as Firefox's, show whole.

    They guess from ids and classes what is not text (`related`, `sponsor`, `menu`), and leave out
    boxes in which a fifth of the letters are links, be it the one around the whole page. A class
    with `body` in it outweighs both.

    Args:
        html: the page, without needless space.
    """

    def body(tag: str) -> str:
        if "body" in tag:
            return tag
        if " class=" in tag:
            return tag.replace(' class="', ' class="cm-body ', 1)
        return re.sub(r"^<\w+", r'\g<0> class="cm-body"', tag)

    def linked(box: re.Match) -> str:
        links = "".join(re.findall(r"<a\b.*?</a>", box[2], re.S))
        letters, of_links = (len(re.sub(r"<[^>]*>", "", part)) for part in (box[2], links))
        # If more than half are links, the class would count against the box
        return (body(box[1]) if 0 < of_links <= letters / 2 else box[1]) + box[2]

    before, start, text = html.partition("<article ")
    text, end, after = text.partition("</article>")
    text = re.sub(r"(<div\b[^>]*>)((?:(?!</?div\b).)*)", linked, text, flags=re.S)
    # A box around such boxes has the same links
    text = re.sub(r'<div\b[^>]*>(?=\s*<div class="cm-body\b)', lambda m: body(m[0]), text)
    before = re.sub(r'<div class="md-main[^>]*>', lambda m: body(m[0]), before)
    text = re.sub(r'<(?:h[1-6]|p|li|div|details)\b[^>]* id="[^>]*>', lambda m: body(m[0]), text)
    moved = r'\1\3<span id="\2"></span>'
    text = re.sub(rf'(<(?:h[1-6]|p|li)\b[^>]*) id="({NOT_TEXT})"([^>]*>)', moved, text)
    # The article must outweigh everything in it
    name = "" if text.startswith("id=") else 'id="page-body" '
    return f"{before}{start}{name if start else ''}{text}{end}{after}"
