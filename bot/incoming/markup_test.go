package incoming

import (
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
)

func TestMarkup(t *testing.T) {
	t.Parallel()
	entity := func(kind models.MessageEntityType, offset, length int) models.MessageEntity {
		return models.MessageEntity{Type: kind, Offset: offset, Length: length, URL: `https://example.org/?a=1&b="2"`}
	}
	const bold, italic, code = models.MessageEntityTypeBold, models.MessageEntityTypeItalic, models.MessageEntityTypeCode
	tests := []struct {
		name, text string
		entities   []models.MessageEntity
		want       string
	}{
		{"plain text is escaped", `a < b & "c"`, nil, `a &lt; b &amp; "c"`},
		{"a word is bold", "Halo Ibu semua", []models.MessageEntity{entity(bold, 5, 3)}, "Halo <b>Ibu</b> semua"},
		{"letters of two units count as such", "🎉 Halo 🎉", []models.MessageEntity{entity(bold, 3, 4)}, "🎉 <b>Halo</b> 🎉"},
		{"one within another", "Halo Ibu", []models.MessageEntity{entity(italic, 5, 3), entity(bold, 0, 8)}, "<b>Halo <i>Ibu</i></b>"},
		{"two on the same words", "Halo", []models.MessageEntity{entity(bold, 0, 4), entity(italic, 0, 4)}, "<b><i>Halo</i></b>"},
		{"one after another", "Halo", []models.MessageEntity{entity(bold, 0, 2), entity(italic, 2, 2)}, "<b>Ha</b><i>lo</i>"},
		{"of two that overlap the later is left out", "Halo Ibu", []models.MessageEntity{entity(bold, 0, 6), entity(italic, 5, 3)}, "<b>Halo I</b>bu"},
		{"nothing lies within code", "Halo", []models.MessageEntity{entity(code, 0, 4), entity(bold, 1, 2)}, "<code>Halo</code>"},
		{"a link keeps its address", "Buka ini", []models.MessageEntity{entity(models.MessageEntityTypeTextLink, 5, 3)},
			`Buka <a href="https://example.org/?a=1&amp;b=&#34;2&#34;">ini</a>`},
		{"a mention stays what it is by itself", "@ikmbot", []models.MessageEntity{entity(models.MessageEntityTypeMention, 0, 7)}, "@ikmbot"},
		{"what reaches out is left out", "Halo", []models.MessageEntity{entity(bold, 2, 3), entity(bold, -1, 3), entity(bold, 1, 1<<62), entity(bold, 4, 0)}, "Halo"},
		{"what cuts a letter apart is left out", "🎉", []models.MessageEntity{entity(bold, 1, 1), entity(bold, 0, 1)}, "🎉"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, markup(test.text, test.entities)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzMarkup lets any entities come with a text: Telegram reads the markup and the same text
// in it, and what is marked lies within the text.
func FuzzMarkup(f *testing.F) {
	kinds := []models.MessageEntityType{
		models.MessageEntityTypeBold, models.MessageEntityTypeItalic, models.MessageEntityTypeUnderline, models.MessageEntityTypeStrikethrough,
		models.MessageEntityTypeSpoiler, models.MessageEntityTypeCode, models.MessageEntityTypePre, models.MessageEntityTypeBlockquote,
		models.MessageEntityTypeExpandableBlockquote, models.MessageEntityTypeTextLink, models.MessageEntityTypeCustomEmoji, models.MessageEntityTypeMention,
	}
	f.Add("Halo 🎉 <b>&amp;\n", "https://x.id/\"><b>", []byte{0, 0, 4, 1, 2, 4, 9, 5, 2})
	f.Add("", "", []byte{5, 255, 1, 3, 1, 255})
	f.Fuzz(func(t *testing.T, text, url string, drawn []byte) {
		text = string([]rune(text)) // as it comes out of JSON
		var entities []models.MessageEntity
		for ; len(drawn) >= 3; drawn = drawn[3:] {
			entities = append(entities, models.MessageEntity{
				Type: kinds[int(drawn[0])%len(kinds)], Offset: int(int8(drawn[1])), Length: int(int8(drawn[2])), URL: url})
		}
		written := markup(text, entities)
		read, marked, err := simulator.ParseHTML(written)
		if err != nil {
			t.Fatalf("%q: %v", written, err)
		}
		if read != text {
			t.Errorf("%q reads as %q", text, read)
		}
		if len(marked) > len(entities) {
			t.Errorf("%d entities became %d", len(entities), len(marked))
		}
	})
}
