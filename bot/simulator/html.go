package simulator

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// entityTypes are the tags that Telegram knows and what they make of the text between them.
var entityTypes = map[string]string{
	"b": "bold", "strong": "bold",
	"i": "italic", "em": "italic",
	"u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"tg-spoiler": "spoiler", "span": "spoiler",
	"code": "code", "pre": "pre",
	"a":          "text_link",
	"blockquote": "blockquote",
	"tg-emoji":   "custom_emoji",
	"tg-time":    "date_time",
}

// timeFormat matches the formats of a date_time entity: relative, or the day of the week, the date
// and the time, the latter two short or long.
var timeFormat = regexp.MustCompile("^(r|w?[dD]?[tT]?)$")

// htmlParser turns Telegram's HTML into text and entities. Errors are in Telegram's words.
type htmlParser struct {
	in       string
	at       int
	text     strings.Builder
	units    int // length of text in UTF-16 units
	open     []openTag
	entities []Entity
}

type openTag struct {
	name    string
	entity  Entity
	begin   int  // in text, in bytes
	spoiler bool // a span of class tg-spoiler
}

// unparsed is the refusal of markup that cannot be parsed.
func unparsed(format string, args ...any) error {
	return badRequest("can't parse entities: "+format, args...)
}

// ParseHTML splits Telegram's HTML into plain text and entities. An error is in Telegram's words
// and gives the position in bytes.
func ParseHTML(in string) (string, []Entity, error) {
	p := &htmlParser{in: in}
	for p.at < len(in) {
		var err error
		switch {
		case in[p.at] == '&':
			err = p.reference()
		case strings.HasPrefix(in[p.at:], "</"):
			err = p.endTag()
		case in[p.at] == '<':
			err = p.startTag()
		default:
			p.run()
		}
		if err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, unparsed("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	sortEntities(p.entities)
	return p.text.String(), p.joinCode(), nil
}

func (p *htmlParser) write(s string) {
	p.text.WriteString(s)
	p.units += len16(s)
}

// run copies text up to the next tag or reference.
func (p *htmlParser) run() {
	end := strings.IndexAny(p.in[p.at:], "<&")
	if end < 0 {
		end = len(p.in) - p.at
	}
	p.write(p.in[p.at : p.at+end])
	p.at += end
}

// reference reads &lt; &gt; &amp; &quot; or a numeric reference; anything else after & is plain
// text.
func (p *htmlParser) reference() error {
	r, size := decodeReference(p.in[p.at:])
	if r >= 0xD800 && r <= 0xDFFF {
		return unparsed("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units")
	}
	p.write(string(r))
	p.at += size
	return nil
}

// decodeReference decodes the reference at the start of s, an &, and returns its length in bytes.
func decodeReference(s string) (rune, int) {
	switch {
	case strings.HasPrefix(s, "&#"):
		return decodeNumber(s)
	case strings.HasPrefix(s, "&lt"):
		return '<', len("&lt") + semicolon(s[len("&lt"):])
	case strings.HasPrefix(s, "&gt"):
		return '>', len("&gt") + semicolon(s[len("&gt"):])
	case strings.HasPrefix(s, "&amp"):
		return '&', len("&amp") + semicolon(s[len("&amp"):])
	case strings.HasPrefix(s, "&quot"):
		return '"', len("&quot") + semicolon(s[len("&quot"):])
	}
	return '&', 1
}

// decodeNumber decodes &#60; and &#x3c;.
func decodeNumber(s string) (rune, int) {
	begin, base, digits := len("&#"), 10, "0123456789"
	if strings.HasPrefix(s, "&#x") {
		begin, base, digits = len("&#x"), 16, "0123456789abcdefABCDEF"
	}
	end := begin
	for end < len(s) && strings.IndexByte(digits, s[end]) >= 0 {
		end++
	}
	n, err := strconv.ParseInt(s[begin:end], base, 32)
	if err != nil || n <= 0 || n > utf8.MaxRune {
		return '&', 1
	}
	return rune(n), end + semicolon(s[end:])
}

func semicolon(s string) int {
	if strings.HasPrefix(s, ";") {
		return 1
	}
	return 0
}

// startTag reads a start tag with its attributes.
func (p *htmlParser) startTag() error {
	begin := p.at
	nameEnd := strings.IndexAny(p.in[begin:], " \n\t\r>")
	if nameEnd < 0 {
		return unparsed("Unclosed start tag at byte offset %d", begin)
	}
	name := strings.ToLower(p.in[begin+1 : begin+nameEnd])
	kind, known := entityTypes[name]
	if !known {
		return unparsed("Unsupported start tag %q at byte offset %d", name, begin)
	}
	p.at += nameEnd
	tag := openTag{name: name, entity: Entity{Type: kind, Offset: p.units}, begin: p.text.Len()}
	if err := p.attributes(&tag, begin); err != nil {
		return err
	}
	if name == "span" && !tag.spoiler {
		return unparsed("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	if name == "tg-time" {
		if tag.entity.UnixTime <= 0 {
			return unparsed("Tag \"tg-time\" must have a valid attribute \"unix\" at byte offset %d", begin)
		}
		if !timeFormat.MatchString(tag.entity.TimeFormat) {
			return unparsed("Tag \"tg-time\" must have a valid attribute \"format\" at byte offset %d", begin)
		}
	}
	p.open = append(p.open, tag)
	return nil
}

// attributes reads up to the end of the start tag that begins at tagBegin.
func (p *htmlParser) attributes(tag *openTag, tagBegin int) error {
	for {
		p.skipSpace()
		if p.at == len(p.in) {
			return unparsed("Unclosed start tag %q at byte offset %d", tag.name, tagBegin)
		}
		if p.in[p.at] == '>' {
			p.at++
			return nil
		}
		attribute, value, err := p.attribute(tag.name, tagBegin)
		if err != nil {
			return err
		}
		tag.take(attribute, value)
	}
}

// take keeps an attribute that has a meaning for the tag.
func (t *openTag) take(attribute, value string) {
	switch {
	case t.name == "a" && attribute == "href":
		t.entity.URL = value
	case t.name == "span" && attribute == "class":
		t.spoiler = value == "tg-spoiler"
	case t.name == "code" && attribute == "class":
		t.entity.Language, _ = strings.CutPrefix(value, "language-")
	case t.name == "blockquote" && attribute == "expandable":
		t.entity.Type = "expandable_blockquote"
	case t.name == "tg-emoji" && attribute == "emoji-id":
		t.entity.EmojiID = value
	case t.name == "tg-time" && attribute == "unix":
		t.entity.UnixTime, _ = strconv.ParseInt(value, 10, 32) // an invalid time counts as none
	case t.name == "tg-time" && attribute == "format":
		t.entity.TimeFormat = value
	}
}

// attribute reads name=value, the value with or without quotes. Only expandable may have no value.
func (p *htmlParser) attribute(tag string, tagBegin int) (name, value string, err error) {
	size := strings.IndexAny(p.in[p.at:], " \n\t\r=>")
	if size < 0 {
		return "", "", unparsed("Unclosed start tag %q at byte offset %d", tag, tagBegin)
	}
	name = strings.ToLower(p.in[p.at : p.at+size])
	if name == "" {
		return "", "", unparsed("Empty attribute name in the tag %q at byte offset %d", tag, tagBegin)
	}
	p.at += size
	p.skipSpace()
	if !strings.HasPrefix(p.in[p.at:], "=") {
		if tag == "blockquote" && name == "expandable" {
			return name, "", nil
		}
		return "", "", unparsed("Expected equal sign in declaration of an attribute of the tag %q at byte offset %d", tag, tagBegin)
	}
	p.at++
	p.skipSpace()
	if p.at == len(p.in) {
		return "", "", unparsed("Unclosed start tag %q at byte offset %d", tag, tagBegin)
	}
	value, err = p.attributeValue(tagBegin)
	return name, value, err
}

func (p *htmlParser) attributeValue(tagBegin int) (string, error) {
	quote := p.in[p.at]
	if quote != '"' && quote != '\'' {
		size := strings.IndexFunc(p.in[p.at:], func(r rune) bool { return r != '.' && r != '-' && wordLength(string(r)) == 0 })
		end := p.at + max(size, 0)
		if size < 0 || strings.IndexByte(" \n\t\r>", p.in[end]) < 0 {
			return "", unparsed("Unexpected end of name token at byte offset %d", p.at)
		}
		value := strings.ToLower(p.in[p.at:end])
		p.at = end
		return value, nil
	}
	size := strings.IndexByte(p.in[p.at+1:], quote)
	if size < 0 {
		return "", unparsed("Unclosed start tag at byte offset %d", tagBegin)
	}
	value := decodeReferences(p.in[p.at+1 : p.at+1+size])
	p.at += size + 2
	return value, nil
}

func decodeReferences(s string) string {
	var b strings.Builder
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if r == '&' {
			r, size = decodeReference(s)
		}
		b.WriteRune(r)
		s = s[size:]
	}
	return b.String()
}

func (p *htmlParser) skipSpace() {
	for p.at < len(p.in) && strings.IndexByte(" \n\t\r", p.in[p.at]) >= 0 {
		p.at++
	}
}

// endTag closes the innermost open tag; </> closes any.
func (p *htmlParser) endTag() error {
	begin := p.at
	if len(p.open) == 0 {
		return unparsed("Unexpected end tag at byte offset %d", begin)
	}
	size := strings.IndexByte(p.in[begin:], '>')
	if size < 0 {
		return unparsed("Unclosed end tag at byte offset %d", begin)
	}
	name := strings.ToLower(strings.TrimSpace(p.in[begin+2 : begin+size]))
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return unparsed("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	p.at += size + 1
	tag.entity.Length = p.units - tag.entity.Offset
	if tag.name == "a" {
		if tag.entity.URL == "" {
			tag.entity.URL = p.text.String()[tag.begin:]
		}
		if tag.entity.URL = linkTarget(tag.entity.URL); tag.entity.URL == "" {
			return nil
		}
	}
	if tag.entity.Length > 0 {
		p.entities = append(p.entities, tag.entity)
	}
	return nil
}

// linkTarget adds a missing scheme to an address; "" for an invalid one, whose link Telegram drops.
func linkTarget(address string) string {
	if !strings.Contains(address, ":") && strings.Contains(address, ".") && !strings.Contains(address, " ") {
		address = "http://" + address
	}
	if !webAddress(address) {
		return ""
	}
	return address
}

// joinCode makes <pre><code class="language-x"> one entity, and drops a language anywhere else.
func (p *htmlParser) joinCode() []Entity {
	joined := make([]Entity, 0, len(p.entities))
	for _, e := range p.entities {
		switch twin := p.twin(e); {
		case e.Type == "pre":
			e.Language = twin.Language
		case e.Type == "code" && e.Language != "" && twin.Type == "pre":
			continue
		default:
			e.Language = ""
		}
		joined = append(joined, e)
	}
	return joined
}

// twin is the code in a pre, or the pre around a code, that covers exactly the same text.
func (p *htmlParser) twin(e Entity) Entity {
	want := "pre"
	switch e.Type {
	case "pre":
		want = "code"
	case "code":
	default:
		return Entity{}
	}
	i := slices.IndexFunc(p.entities, func(o Entity) bool {
		return o.Type == want && o.Offset == e.Offset && o.Length == e.Length
	})
	if i < 0 {
		return Entity{}
	}
	return p.entities[i]
}
