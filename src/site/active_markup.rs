//! What runs code in a file of markup, such as a drawing.
//!
//! Nothing is parsed as a browser does it. What could be read in two ways is refused.

/// Elements that run code or hold a page of their own.
const ELEMENTS: [&str; 10] = [
    "script",
    "foreignobject",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "handler",
    "listener",
    "base",
];

/// Beginnings of addresses that run code.
const ADDRESSES: [&str; 10] = [
    "javascript:",
    "vbscript:",
    "livescript:",
    "data:text/",
    "data:image/svg",
    "data:application/",
    "data:multipart/",
    "data:message/",
    "data:,",
    "data:;",
];

/// The namespace of pages: whatever has it is shown as a part of a page.
const PAGES: &str = "http://www.w3.org/1999/xhtml";

/// Encodings in which the letters of ASCII are the bytes of ASCII, and other bytes are never one of them.
const PLAIN_ENCODINGS: [&str; 8] = [
    "utf-8",
    "utf8",
    "us-ascii",
    "ascii",
    "iso-8859-1",
    "iso-8859-15",
    "latin1",
    "windows-1252",
];

/// What runs code in a file of markup.
pub(super) fn code_in_markup(content: &[u8]) -> Option<String> {
    // Two bytes a letter, or bytes that a browser drops, hide every word.
    let is_odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let Some(text) = std::str::from_utf8(content)
        .ok()
        .filter(|text| !text.contains(is_odd))
    else {
        return Some("is markup that is not plain UTF-8, so that it cannot be checked".to_owned());
    };
    let text = text.to_lowercase();
    if let Some(encoding) = odd_encoding(&text) {
        return Some(format!(
            "says that it is in the encoding `{encoding}`, so that it cannot be checked"
        ));
    }
    if text.contains("<!entity") || text.contains("<!attlist") || has_inner_doctype(&text) {
        return Some("declares entities or attributes, which can hide code".to_owned());
    }
    if text.contains("<?xml-stylesheet") {
        return Some("names a style sheet, which can run code".to_owned());
    }
    let mut tags = text.split('<').skip(1);
    let element = tags.find_map(|tag| {
        let name: &str = tag
            .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
            .next()?;
        let local = name.rsplit(':').next().unwrap_or(name);
        ELEMENTS.iter().find(|element| **element == local)
    });
    if let Some(element) = element {
        return Some(format!("holds the element `{element}`"));
    }
    if text.split('<').skip(1).any(|tag| has_handler(head_of(tag))) {
        return Some("holds an event handler such as `onload`".to_owned());
    }
    let bare: String = without_references(&text)
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    if bare.contains(PAGES) {
        return Some("holds parts of a page of HTML".to_owned());
    }
    if let Some(name) = animated(&bare) {
        return Some(format!("animates the attribute `{name}`"));
    }
    let address = ADDRESSES.iter().find(|address| bare.contains(**address));
    address.map(|address| format!("holds a `{address}` address"))
}

/// An encoding that is declared, in which the same bytes may be other letters.
fn odd_encoding(text: &str) -> Option<&str> {
    let declarations = text.split("<?xml").skip(1);
    declarations.into_iter().find_map(|declaration| {
        let declaration = declaration.split("?>").next().unwrap_or(declaration);
        let (_, behind) = declaration.split_once("encoding")?;
        let name = behind.trim_start().strip_prefix('=')?.trim_start();
        let name = name.trim_start_matches(['"', '\'']);
        let end = name.find(['"', '\'']).unwrap_or(name.len());
        let name = &name[..end];
        (!PLAIN_ENCODINGS.contains(&name)).then_some(name)
    })
}

/// Whether the type of the document is declared within it.
fn has_inner_doctype(text: &str) -> bool {
    text.split("<!doctype")
        .skip(1)
        .any(|doctype| head_of(doctype).contains('['))
}

/// What stands in a tag, without what is behind it. A `>` in quotes does not end it.
fn head_of(tag: &str) -> &str {
    let mut quote = None;
    for (at, letter) in tag.char_indices() {
        match (quote, letter) {
            (None, '>') => return &tag[..at],
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    tag
}

/// Whether an attribute in a tag begins with `on`, or a part of its values could be taken for one.
fn has_handler(head: &str) -> bool {
    head.match_indices("on").any(|(at, _)| {
        let before = head[..at].chars().next_back();
        let is_start = before.is_some_and(|c| c.is_whitespace() || "\"'/".contains(c));
        let behind = head[at..].trim_start_matches(|c: char| c.is_ascii_lowercase());
        is_start && behind.trim_start().starts_with('=')
    })
}

/// An attribute that an animation changes although it can run code. The text is without space.
fn animated(bare: &str) -> Option<&str> {
    bare.split("attributename=").skip(1).find_map(|behind| {
        let name = behind.trim_start_matches(['"', '\'']);
        let end = name.find(['"', '\'']).unwrap_or(name.len());
        let name = &name[..end];
        let local = name.rsplit(':').next().unwrap_or(name);
        (local == "href" || local.starts_with("on")).then_some(name)
    })
}

/// The text with numeric character references replaced by their characters.
fn without_references(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        plain.push_str(&rest[..at]);
        let body = &rest[at + 2..];
        let (digits, radix) = match body.strip_prefix('x') {
            Some(digits) => (digits, 16),
            None => (body, 10),
        };
        let length = digits
            .find(|c: char| !c.is_digit(radix))
            .unwrap_or(digits.len());
        let letter = u32::from_str_radix(&digits[..length], radix).ok();
        plain.extend(
            letter
                .and_then(char::from_u32)
                .map(|c| c.to_ascii_lowercase()),
        );
        rest = digits[length..]
            .strip_prefix(';')
            .unwrap_or(&digits[length..]);
    }
    plain.push_str(rest);
    // The words of HTML for characters that addresses may hold.
    for (word, sign) in [
        ("&colon;", ":"),
        ("&tab;", ""),
        ("&newline;", ""),
        ("&amp;", "&"),
    ] {
        plain = plain.replace(word, sign);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A drawing as a program for drawings writes it.
    const INKSCAPE: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg width="210mm" viewBox="0 0 210 297" sodipodi:docname="well > 3.svg"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg">
  <sodipodi:namedview id="base" pagecolor="#ffffff" borderopacity="1.0" />
  <style type="text/css"><![CDATA[ .a > .b { fill: url(#g) } ]]></style>
  <metadata id="m"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format></cc:Work></rdf:RDF></metadata>
  <g inkscape:label="Layer 1" aria-label="on"><use xlink:href="#a" /><path d="M 0,0 Z" style="fill:none" />
    <image xlink:href="data:image/png;base64,AAAA" /><text>Season data: on time = 3</text>
    <animate attributeName="opacity" values="0;1" dur="1s" /></g>
</svg>"##;

    #[test]
    fn code_in_drawings_is_found_however_it_is_written() {
        for svg in [
            "<svg><script>1</script></svg>",
            "<svg><x:SCRIPT/></svg>",
            "<svg onload=\"x()\"/>",
            "<svg/ONLOAD = 'x'>",
            "<svg><a href=\"java&#115;cript:x\"/></svg>",
            "<svg><a href=\"java\tscript&colon;x\"/></svg>",
            "<svg><set attributeName='href' to='javascript:x'/></svg>",
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>",
            "<svg><foreignObject/></svg>",
            "<svg><use href='data:image/svg+xml,x'/></svg>",
            "<?xml-stylesheet href='x.xsl'?><svg/>",
            "<svg id=\">\" onload=\"x()\"/>",
            "<svg id='>\"' onload=\"x()\"/>",
            "<svg><s:script xmlns:s='http://www.w3.org/2000/svg'>1</s:script></svg>",
            "<svg><a xlink:href=' &#x6A;avascript:x'/></svg>",
            "<svg><set attributeName=\"onload\" to=\"x\"/></svg>",
            "<svg><animate attributeName = 'xlink:h&#114;ef' values='x;y'/></svg>",
            "<h:html xmlns:h='http://www.w3.org/1999/xhtm&#108;'><h:p/></h:html>",
            "<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'x()'>]><svg/>",
            "<!DOCTYPE svg PUBLIC \"[\" [ <!ELEMENT svg ANY> ]><svg/>",
            "<?xml version='1.0' encoding = \"ISO-2022-JP\"?><svg/>",
            "<?xml version=\"1.0\" encoding='UTF-7'?><svg/>",
            "<?xml version=\"1.0\"?><svg><scr\u{1b}(Bipt/></svg>",
            "<svg><iframe src='x'/><a href='data:,x'/></svg>",
        ] {
            assert!(code_in_markup(svg.as_bytes()).is_some(), "{svg}");
        }
        assert!(code_in_markup(b"<\0s\0v\0g\0>\0").is_some());
        for svg in [
            "<svg viewBox=\"0 0 1 1\"><title>Contribution = on time</title><path d=\"M0 0\"/></svg>",
            "<svg><text font-size=\"3\">conversion=2 onload</text></svg>",
            "<svg><image href=\"data:image/png;base64,AAAA\"/></svg>",
            INKSCAPE,
        ] {
            assert_eq!(code_in_markup(svg.as_bytes()), None, "{svg}");
        }
    }
}
