package chart

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestScript_wrap(t *testing.T) {
	t.Parallel()
	sc := script{regular, 30, ink}
	for _, c := range []struct {
		name, text string
		most       int
		want       []string
	}{
		{"keeps a short text on one line", "Usaha Anda", 3, []string{"Usaha Anda"}},
		{"breaks at a line break", "Usaha Anda\n(0,42; 0,31)", 3, []string{"Usaha Anda", "(0,42; 0,31)"}},
		{"breaks at spaces where the width ends", "Rata-rata Kabupaten Bungo", 3, []string{"Rata-rata", "Kabupaten", "Bungo"}},
		{"keeps a no-break space", "Rata-rata (0,42;\u00a00,31)", 3, []string{"Rata-rata", "(0,42;\u00a00,31)"}},
		{"shows by an ellipsis that lines were lost", "Rata-rata Kabupaten Bungo", 2, []string{"Rata-rata", "Kabupaten…"}},
		{"cuts a word that is too long", "Diversifikasiusaha", 3, []string{"Diversifika…"}},
		{"drops what the font can't write", "Anyaman 🧺\tBu\u0000 Siti", 2, []string{"Anyaman Bu", "Siti"}},
		{"gives no line for no words", " \n\t 🧺", 3, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, sc.wrap(c.text, 180, c.most)); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestScript_balanced(t *testing.T) {
	t.Parallel()
	sc := script{regular, 30, ink}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"leaves one line alone", "Usaha Anda (0,42; 0,31)", []string{"Usaha Anda (0,42; 0,31)"}},
		{"makes two lines about equally long", "Jambi, penelitian 2020 (1,94; 0,67)", []string{"Jambi, penelitian", "2020 (1,94; 0,67)"}},
		{"keeps the caller's lines", "Rata-rata\n(0,42; 0,31)", []string{"Rata-rata", "(0,42; 0,31)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, sc.balanced(c.text, 420, 3)); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestScript_fitted(t *testing.T) {
	t.Parallel()
	sc := script{bold, nameSize, ink}
	if got := sc.fitted("Bertahan", 300); got.size != nameSize {
		t.Errorf("a short name has size %v", got.size)
	}
	if got := sc.fitted("Diversification", 260); got.size >= nameSize || got.width("Diversification") > 260.001 {
		t.Errorf("a long name has size %v and width %v", got.size, got.width("Diversification"))
	}
	if got := sc.fitted(strings.Repeat("m", 99), 260); got.size != tickSize {
		t.Errorf("the longest name has size %v", got.size)
	}
}
