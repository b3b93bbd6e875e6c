package simulator

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestFormat_HTML(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in, text string
		entities       []Entity
	}{
		{"leaves plain text", "plain & simple", "plain & simple", nil},
		{"decodes the four references and numbers", "&lt;&gt;&amp;&quot;&#65;&#x42;&lt", `<>&"AB<`, nil},
		{"leaves other references", "&nbsp;&laquo;&#12345678;", "&nbsp;&laquo;&#12345678;", nil},
		{"knows every tag", "<b>a</b><strong>b</strong><i>c</i><em>d</em><u>e</u><ins>f</ins><s>g</s><strike>h</strike><del>i</del>", "abcdefghi", []Entity{
			{Type: "bold", Offset: 0, Length: 1}, {Type: "bold", Offset: 1, Length: 1},
			{Type: "italic", Offset: 2, Length: 1}, {Type: "italic", Offset: 3, Length: 1},
			{Type: "underline", Offset: 4, Length: 1}, {Type: "underline", Offset: 5, Length: 1},
			{Type: "strikethrough", Offset: 6, Length: 1}, {Type: "strikethrough", Offset: 7, Length: 1}, {Type: "strikethrough", Offset: 8, Length: 1},
		}},
		{"counts UTF-16 units", "🧵é<b>🧵x</b>", "🧵é🧵x", []Entity{{Type: "bold", Offset: 3, Length: 3}}},
		{"puts the outer entity first", "<i><b>a</b>b</i>", "ab", []Entity{{Type: "italic", Length: 2}, {Type: "bold", Length: 1}}},
		{"reads links", `<a href="https://example.org/?a=1&amp;b=2">x</a>`, "x", []Entity{{Type: "text_link", Length: 1, URL: "https://example.org/?a=1&b=2"}}},
		{"takes the text of a link without href as its target", "<a>https://example.org</a>", "https://example.org", []Entity{{Type: "text_link", Length: 19, URL: "https://example.org"}}},
		{"drops a link to nowhere", `<a href="nowhere">x</a>`, "x", nil},
		{"reads spoilers", `<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>`, "ab", []Entity{{Type: "spoiler", Length: 1}, {Type: "spoiler", Offset: 1, Length: 1}}},
		{"reads quotations", "<blockquote>a</blockquote><blockquote expandable>b</blockquote>", "ab", []Entity{{Type: "blockquote", Length: 1}, {Type: "expandable_blockquote", Offset: 1, Length: 1}}},
		{"reads code", `<code>a</code><pre>b</pre><pre><code class="language-sql">c</code></pre>`, "abc", []Entity{
			{Type: "code", Length: 1}, {Type: "pre", Offset: 1, Length: 1}, {Type: "pre", Offset: 2, Length: 1, Language: "sql"},
		}},
		{"reads times", `<tg-time unix="1800000000">a</tg-time><tg-time unix="1800000000" format="wDT">b</tg-time>`, "ab", []Entity{
			{Type: "date_time", Length: 1, UnixTime: 1_800_000_000}, {Type: "date_time", Offset: 1, Length: 1, UnixTime: 1_800_000_000, TimeFormat: "wDT"}}},
		{"reads custom emoji", `<tg-emoji emoji-id="5">👍</tg-emoji>`, "👍", []Entity{{Type: "custom_emoji", Length: 2, EmojiID: "5"}}},
		{"ignores other attributes", `<b class='x' id = "y" z=1 >a</b >`, "a", []Entity{{Type: "bold", Length: 1}}},
		{"closes with an end tag without name", "<b>a</>", "a", []Entity{{Type: "bold", Length: 1}}},
		{"drops empty entities", "<b></b>a", "a", nil},
		{"trims blank space around", "\n <b>a </b> \n", "a", []Entity{{Type: "bold", Length: 1}}},
		{"marks commands and addresses", "/help or https://example.org/x. <code>/no</code>", "/help or https://example.org/x. /no", []Entity{
			{Type: "bot_command", Length: 5}, {Type: "url", Offset: 9, Length: 21}, {Type: "code", Offset: 32, Length: 3},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f, err := format(c.in, "HTML", nil)
			if err != nil {
				t.Fatal(err)
			}
			if f.text != c.text {
				t.Errorf("text %q, want %q", f.text, c.text)
			}
			if diff := cmp.Diff(c.entities, f.entities, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFormat_RefusesBrokenHTML(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a<br>":                `Unsupported start tag "br" at byte offset 1`,
		"é<p>x</p>":            `Unsupported start tag "p" at byte offset 2`,
		"a < b":                `Unsupported start tag "" at byte offset 2`,
		"x<b":                  "Unclosed start tag at byte offset 1",
		"<a href":              `Unclosed start tag "a" at byte offset 0`,
		`<a href="x`:           "Unclosed start tag at byte offset 0",
		`<a ="x">y</a>`:        `Empty attribute name in the tag "a" at byte offset 0`,
		"<b bold>y</b>":        `Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0`,
		"<a href=x/>y</a>":     "Unexpected end of name token at byte offset 8",
		"<tg-time>x</tg-time>": `Tag "tg-time" must have a valid attribute "unix" at byte offset 0`,
		`<tg-time unix="1" format="x">x</tg-time>`: `Tag "tg-time" must have a valid attribute "format" at byte offset 0`,
		"<span>x</span>":          `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		"x</b>":                   "Unexpected end tag at byte offset 1",
		"<b>x</b":                 "Unclosed end tag at byte offset 4",
		"<b>x</i>":                `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
		"<b>x":                    `Can't find end tag corresponding to start tag "b"`,
		"&#xD800;":                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
		"<b>Batik <Jaya></b> 100": `Unsupported start tag "jaya" at byte offset 9`,
	} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			_, err := format(in, "HTML", nil)
			if want := "Bad Request: can't parse entities: " + want; err == nil || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
}

func FuzzFormat(f *testing.F) {
	for _, seed := range []string{"<b>a</b>", "&#60;", "<a href='x'>", "</", "<i =", "<a href=", "\n<pre> </pre>", "/a@b ://"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		parsed, err := format(in, "HTML", nil)
		if err != nil {
			return
		}
		for _, e := range parsed.entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > len16(parsed.text) {
				t.Errorf("%q: entity %+v outside of %q", in, e, parsed.text)
			}
		}
	})
}

func TestFormat_MarksCommands(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]Entity{
		"/start abc":         {{Type: "bot_command", Length: 6}},
		"é🧵 /help@craft_bot": {{Type: "bot_command", Offset: 4, Length: 15}},
		"a/b and 1/2":        nil,
		"/usr/bin":           nil,
		"/":                  nil,
		"(/pause)":           {{Type: "bot_command", Offset: 1, Length: 6}},
		"httpx://a http://":  nil,
		"see (http://a.b/c)": {{Type: "url", Offset: 5, Length: 12}},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			f := formatted{text: text}
			f.detect()
			if diff := cmp.Diff(want, f.entities, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestButton_Check(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		button Button
		want   string
	}{
		{"takes 64 bytes of data", Button{Text: "a", Data: strings.Repeat("x", 64)}, ""},
		{"refuses 65 bytes of data", Button{Text: "a", Data: strings.Repeat("é", 32) + "x"}, "BUTTON_DATA_INVALID"},
		{"refuses an empty label", Button{Data: "x"}, "inline keyboard button text must be non-empty"},
		{"refuses a button that does nothing", Button{Text: "a"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"refuses a button that does two things", Button{Text: "a", Data: "x", URL: "https://example.org"}, "BUTTON_TYPE_INVALID"},
		{"takes 256 characters to copy", Button{Text: "a", CopyText: strings.Repeat("é", 256)}, ""},
		{"refuses 257 characters to copy", Button{Text: "a", CopyText: strings.Repeat("x", 257)}, "BUTTON_COPY_TEXT_INVALID"},
		{"refuses an address that is none", Button{Text: "a", URL: "example"}, "inline keyboard button URL 'example' is invalid: Wrong HTTP URL"},
		{"takes a style", Button{Text: "a", Data: "x", Style: "danger"}, ""},
		{"refuses an unknown style", Button{Text: "a", Data: "x", Style: "pink"}, "BUTTON_STYLE_INVALID"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if err := checkKeyboard([][]Button{{c.button}}); err != nil {
				got = strings.TrimPrefix(err.Error(), "Bad Request: ")
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if checkKeyboard([][]Button{make([]Button, 9)}) == nil {
		t.Error("nine buttons in a row pass")
	}
}
