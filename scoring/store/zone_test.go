package store

import (
	"strings"
	"testing"
	"time"

	"ikmbot/scoring"
)

// A day on paper is a day of the business's region, whichever zone that lies in.
func TestImport_KeepsTheDayOfTheRegion(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	exec(t, s, "UPDATE region SET zone = 'Asia/Jayapura' WHERE code = 1508")
	exec(t, s, "UPDATE region SET zone = 'Asia/Makassar' WHERE code = 1504")
	dated := func(code, region, started, finished string) string {
		return strings.NewReplacer("K-07", code, "1571", region, "2026-03-01", started, "02/03/2026", finished).Replace(paperLine)
	}
	mustImport(t, s, paperHead+
		dated("A", "1571", "2026-01-31", "31/01/2026")+dated("B", "1504", "31/01/2026", "31/01/2026 23:59:59")+
		dated("C", "Tebo", "31-1-2026", "2026-01-31")+dated("D", "1508", "2026-02-01", "2026-02-01")+dated("E", "1508", "2026-01-30", "2026-01-30 23:59"))
	text := exported(t, s, scoring.Scope{}, true)
	for _, want := range []string{
		"A;1;1;balanced;2026-01-31T00:00:00+07:00;2026-01-31T00:00:00+07:00;", "B;1;1;balanced;2026-01-31T00:00:00+08:00;2026-01-31T23:59:59+08:00;",
		"C;1;1;balanced;2026-01-31T00:00:00+09:00;2026-01-31T00:00:00+09:00;",
	} {
		if !strings.Contains(text, "\n"+want) {
			t.Errorf("the file lacks %q:\n%s", want, text)
		}
	}
	day := time.Date(2026, 1, 31, 0, 0, 0, 0, WIB)
	scope := scoring.Scope{From: day, To: day.AddDate(0, 0, 1)}
	var codes []string
	for _, i := range all(t, s.Businesses(t.Context(), scope, false)) {
		codes = append(codes, i.Business)
	}
	if got := strings.Join(codes, " "); got != "A B C" {
		t.Errorf("of 31 January are %s, want A B C", got)
	}
	r, err := s.Recap(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	if r.Began != 3 || r.Finished != 3 {
		t.Errorf("%d began and %d finished on 31 January, want 3 and 3", r.Began, r.Finished)
	}
}
