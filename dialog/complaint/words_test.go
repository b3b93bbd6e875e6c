package complaint

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords_SpellsATextAsTheCuesDo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Brg blm nyampe, gk ada kabar!":   "barang belum sampai tidak ada kabar",
		"lamaaaa bgttt":                   "lama sekali",
		"lama2 dan barang2nya":            "lama dan barang",
		"35rb utk 2x kirim":               "# rb untuk # x kirim",
		"barangnyo la rusak galo":         "barang sudah rusak galo",
		"rusaknya punya hanya":            "rusak punya cuma",
		"gaada kabar":                     "tidak ada kabar",
		"It hasn't come, where’s my bag?": "it not come where my bag",
		"pecah\xff\xferetak":              "pecah retak",
		"✨":                               "",
	} {
		got := strings.Join(words(text, shorthand()), " ")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestParseShorthand_RefusesWhatItCannotUse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"tidak gak":               `read shorthand.txt, line 1: "tidak gak" has no colon`,
		"# a\ntidak: gak\nx: gak": `read shorthand.txt, line 3: "gak" stands there twice`,
	} {
		_, err := parseShorthand(text)
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
