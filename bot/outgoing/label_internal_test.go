package outgoing

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"eliasnaur.com/font/roboto/robotomedium"
	"github.com/BurntSushi/toml"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"ikmbot/dialog/say"
	"ikmbot/locales"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// emojiWidth is how wide Telegram for Android draws an emoji in a label, in pixels: as wide as the
// font is high.
const emojiWidth = 18

// inRoboto is how wide a label is in the font that Telegram for Android draws it in.
func inRoboto(t *testing.T, label string) float64 {
	t.Helper()
	roboto, err := sfnt.Parse(robotomedium.TTF)
	if err != nil {
		t.Fatal(err)
	}
	var buffer sfnt.Buffer
	width := 0.0
	for _, r := range label {
		index, err := roboto.GlyphIndex(&buffer, r)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case unicode.In(r, unicode.Mn, unicode.Cf):
		case index == 0:
			width += emojiWidth
		default:
			advance, err := roboto.GlyphAdvance(&buffer, index, fixed.I(15), font.HintingNone)
			if err != nil {
				t.Fatal(err)
			}
			width += float64(advance) / 64
		}
	}
	return width
}

// onButtons are the keys of the messages that stand on buttons.
var onButtons = regexp.MustCompile(`^button\.|\.button_|^question\.\w+\.answer\.|^chapter\.\w+\.name$|^language\.name_|^complaint\.(kind|channel)\.\w+\.name$|` +
	`^broadcast\.(cell|stop|family_\w+|progress_(finished|unfinished|never)|seen|unseen|also_\w+)$|^quadrant\.\w+\.name$|^strategy\.\w+\.short$`)

// labels are all labels of all languages, with two digits for a number, and a tick before those that
// can be picked.
func labels(t *testing.T) []string {
	t.Helper()
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]any{"Number": "35", "Count": 35, "Hour": "20", "Cell": "VIII", "Label": "", "Minutes": "120", "Medium": "", "Title": "", "Answer": ""}
	var all []string
	for _, language := range catalog.Languages() {
		say := func(key, parameter, label string) string {
			return catalog.Say(language, key, map[string]any{parameter: label})
		}
		for _, key := range labelKeys(t) {
			label := strings.TrimSpace(catalog.Say(language, key, numbers))
			if label == "" {
				continue
			}
			all = append(all, label)
			switch {
			case strings.HasPrefix(key, "question.media.answer."):
				all = append(all, say("button.take_medium", "Medium", label))
			case strings.HasPrefix(key, "strategy."):
				all = append(all, say("button.urgent", "Title", label))
			}
			if strings.Contains(key, ".answer.") {
				all = append(all, say("button.last_time", "Answer", label))
			}
			if !strings.HasPrefix(key, "button.") {
				all = append(all, catalog.Say(language, "button.unpicked", map[string]any{"Label": label}), catalog.Say(language, "button.numbered", map[string]any{"Number": "4", "Label": label}))
			}
		}
	}
	for _, r := range regionsOf(t) {
		all = append(all, r.Name, r.Short, "⬜ "+r.Name)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(label string) bool { return label == "" })
}

// labelKeys are the keys of what stands on buttons.
func labelKeys(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../locales/*.id.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("message files: %v, %v", files, err)
	}
	var keys []string
	for _, file := range files {
		var messages map[string]any
		if _, err := toml.DecodeFile(file, &messages); err != nil {
			t.Fatal(err)
		}
		keys = append(keys, keysOf("", messages)...)
	}
	return keys
}

func keysOf(table string, messages map[string]any) []string {
	var keys []string
	for name, value := range messages {
		key := table + name
		if inner, ok := value.(map[string]any); ok {
			keys = append(keys, keysOf(key+".", inner)...)
		} else if onButtons.MatchString(key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func regionsOf(t *testing.T) []say.Region {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ikmbot.db")
	s, err := store.Open(t.Context(), file, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	reader, err := store.OpenReader(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	regions, err := reader.Regions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	return regions
}

func TestLabels_AreAboutAsWideAsInRoboto(t *testing.T) {
	t.Parallel()
	for _, label := range labels(t) {
		if real, told := inRoboto(t, label), labelWidth(label); told < real || told > 1.2*real+2 {
			t.Errorf("%q is %.1f pixels wide, taken for %.1f", label, real, told)
		}
	}
}

func TestLabels_FitTheirButtons(t *testing.T) {
	t.Parallel()
	for _, label := range labels(t) {
		n := perRow(false, labelWidth(label))
		whole := float64(360-15-2-5*(n-1))/float64(n) - 16
		if width := inRoboto(t, label); width > whole {
			t.Errorf("%q is %.1f pixels wide, %d in a row leave %.1f", label, width, n, whole)
		}
	}
}

// The regions are the longest list of buttons that owners meet.
func TestKeyboard_ShowsTwoRegionsInARow(t *testing.T) {
	t.Parallel()
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	regions := regionsOf(t)
	var choices []say.Choice
	for _, r := range regions {
		choices = append(choices, say.Choice{Label: r.Label(), Data: "x"})
	}
	rows := Keyboard(&speech.Speaker{Catalog: catalog}, say.Reply{Language: "id", Keys: []say.Keys{{Choices: choices}}}).InlineKeyboard
	seen := map[string]bool{}
	for _, row := range rows {
		if len(row) != 2 {
			t.Errorf("%d regions in a row: %v", len(row), row)
		}
		for _, b := range row {
			if seen[b.Text] {
				t.Errorf("two regions are called %q", b.Text)
			}
			seen[b.Text] = true
		}
	}
	if len(seen) != len(regions) {
		t.Errorf("%d regions have buttons, want %d", len(seen), len(regions))
	}
}
