package chart

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/plot/vg"
)

// picture is what all pictures have in common.
type picture interface {
	PNG(w io.Writer) error
}

func drawn(t testing.TB, p picture) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.PNG(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pixelAt is the colour at a place of the sheet, whose y grows upwards.
func pixelAt(img image.Image, p vg.Point) color.RGBA {
	x, y := int(p.X), img.Bounds().Dy()-1-int(p.Y)
	return color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
}

// centroid is the mean place of the pixels of one colour, and how many there are.
func centroid(s sheet, c color.RGBA) (vg.Point, int) {
	var sum vg.Point
	n := 0
	for i := 0; i < len(s.pixels.Pix); i += 4 {
		if p := s.pixels.Pix[i:]; p[0] == c.R && p[1] == c.G && p[2] == c.B {
			x, down := i%s.pixels.Stride/4, i/s.pixels.Stride
			sum = sum.Add(vg.Point{X: vg.Length(x) + 0.5, Y: s.Max.Y - vg.Length(down) - 0.5})
			n++
		}
	}
	return sum.Scale(1 / vg.Length(max(n, 1))), n
}

// checkMark demands that the own mark, alone in its colour, stands at the expected place.
func checkMark(t *testing.T, s sheet, want vg.Point) {
	t.Helper()
	got, n := centroid(s, ownInk)
	if n < 500 || distance(got, want) > 1 {
		t.Errorf("own mark: %d pixels around %v, want them around %v", n, got, want)
	}
	if c := pixelAt(s.pixels, want); c != ownInk {
		t.Errorf("pixel at %v is %v, want the colour of the own mark %v", want, c, ownInk)
	}
}

func exampleCartesian() Cartesian {
	return Cartesian{
		Title:         "Posisi usaha Anda",
		Quadrants:     [4]string{"Pertumbuhan", "Diversifikasi", "Putar haluan", "Bertahan"},
		Strengths:     "Kekuatan",
		Weaknesses:    "Kelemahan",
		Opportunities: "Peluang",
		Threats:       "Ancaman",
		Decimal:       ",",
		Own:           []Point{{X: -0.9, Y: -0.7, Label: "Mar 2025"}, {X: -0.3, Y: 0.4, Label: "Sep 2025"}, {X: 0.42, Y: 0.31, Label: "Usaha Anda\n(0,42; 0,31)"}},
		Mean:          &Point{X: 0.2, Y: 0.1, Label: "Rata-rata Kabupaten Tanjung Jabung Barat (0,20; 0,10)"},
	}
}

func exampleMatrix() Matrix {
	m := Matrix{
		Title:    "Matriks IE",
		IFE:      "Keadaan dalam usaha (IFE)",
		EFE:      "Keadaan di luar usaha (EFE)",
		IFEBands: [3]string{"Kuat", "Rata-rata", "Lemah"},
		EFEBands: [3]string{"Tinggi", "Sedang", "Rendah"},
		Stances:  [3]string{"Tumbuh dan membangun", "Menjaga", "Memperkecil"},
		Own:      []Point{{X: 2.1, Y: 1.8, Label: "Mar 2025"}, {X: 2.92, Y: 2.81, Label: "Usaha Anda (2,92; 2,81)"}},
		Mean:     &Point{X: 2.2, Y: 2.6, Label: "Rata-rata Bungo (2,20; 2,60)"},
	}
	for i, stance := range []int{0, 0, 1, 0, 1, 2, 1, 2, 2} {
		m.Cells[i] = Cell{Stance: stance, Count: "12"}
	}
	return m
}

func exampleBars() Bars {
	return Bars{
		Title:   "Nilai rata-rata",
		Decimal: ",",
		Groups: []Group{
			{Name: "Kekuatan", Bars: []Bar{{"S1 Jangkauan tidak terbatas", 3.25}, {"S2 Waktu tidak terbatas", 1}}},
			{Name: "Kelemahan", Severity: true, Bars: []Bar{{"W1 Belum memahami", 4}, {"W2 Informasi terbatas", 2.5}}},
		},
	}
}

// crowdOf are n points around the middle, some of them at the very edge.
func crowdOf(n int) []Point {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	points := make([]Point, n)
	for i := range points {
		points[i].X = min(1.5, max(-1.5, r.NormFloat64()*0.5))
		points[i].Y = min(1.5, max(-1.5, r.NormFloat64()*0.5))
	}
	return points
}

func TestPictures(t *testing.T) {
	t.Parallel()
	crowded := exampleCartesian()
	crowded.Others, crowded.OthersCaption = crowdOf(3000), "Makin besar titik, makin banyak usaha"
	for name, c := range map[string]struct {
		picture picture
		height  int
		bytes   int
	}{
		"the diagram":               {exampleCartesian(), 979, 60_000},
		"a diagram of 3,000 points": {crowded, 979 + captionHeight, 80_000},
		"an empty diagram":          {Cartesian{}, 900, 60_000},
		"the matrix":                {exampleMatrix(), 1133, 60_000},
		"an empty matrix":           {Matrix{}, 916, 60_000},
		"the bars":                  {exampleBars(), 575, 60_000},
		"no bars":                   {Bars{}, 28, 1_000},
	} {
		t.Run(name+" is a PNG of the stated size and the same each time", func(t *testing.T) {
			t.Parallel()
			first := drawn(t, c.picture)
			if len(first) > c.bytes {
				t.Errorf("%d bytes, want at most %d", len(first), c.bytes)
			}
			got, err := png.DecodeConfig(bytes.NewReader(first))
			if err != nil || got.Width != Width || got.Height != c.height {
				t.Errorf("size %d x %d, error %v, want %d x %d", got.Width, got.Height, err, Width, c.height)
			}
			if !bytes.Equal(first, drawn(t, c.picture)) {
				t.Error("drawn a second time, the bytes differ")
			}
		})
	}
}

func TestPictures_colours(t *testing.T) {
	t.Parallel()
	c, m := exampleCartesian(), exampleMatrix()
	c.Others = crowdOf(3000)
	for name, picture := range map[string]struct {
		picture picture
		marks   marks
	}{
		"the diagram": {c, newMarks(c.field(), c.Own, c.Mean, nil)},
		"the matrix":  {m, newMarks(m.field(), m.Own, m.Mean, nil)},
	} {
		t.Run("the marks of "+name+" keep their exact colours in the PNG", func(t *testing.T) {
			t.Parallel()
			img, err := png.Decode(bytes.NewReader(drawn(t, picture.picture)))
			if err != nil {
				t.Fatal(err)
			}
			for _, mark := range picture.marks.all() {
				if got := pixelAt(img, mark.at); got != mark.fill {
					t.Errorf("pixel at %v is %v, want %v", mark.at, got, mark.fill)
				}
			}
		})
	}
}

func TestPictures_concurrent(t *testing.T) {
	t.Parallel()
	for _, p := range []picture{exampleCartesian(), exampleMatrix(), exampleBars()} {
		want := drawn(t, p)
		for range 3 {
			t.Run("drawing at the same time gives the same bytes", func(t *testing.T) {
				t.Parallel()
				if !bytes.Equal(want, drawn(t, p)) {
					t.Error("the bytes differ")
				}
			})
		}
	}
}

// FuzzPictures holds that whatever comes in, a picture can be decoded or the reason is ErrOutside.
func FuzzPictures(f *testing.F) {
	f.Add(0.42, 0.31, 0.45, 0.28, "Usaha Anda\n(0,42; 0,31)", uint8(3))
	f.Add(1.94, 0.67, -4.0, 4.0, "🧺 Anyaman \xff\x00 "+string(make([]byte, 500)), uint8(40))
	f.Add(math.NaN(), 0.0, math.Inf(1), -1e300, "", uint8(0))
	f.Add(2.5, 2.5, 2.5, 2.5, "satukatayangpanjangsekalitanpaspasisamasekalidantidakmaumuatdisebuahlabelkecil", uint8(12))
	f.Fuzz(func(t *testing.T, x, y, x2, y2 float64, words string, n uint8) {
		p, q := Point{X: x, Y: y, Label: words}, Point{X: x2, Y: y2, Label: words}
		own := []Point{p}
		for range n % 20 {
			own = append(own, q, p)
		}
		three := [3]string{words, words, words}
		for _, pic := range []picture{
			Cartesian{Title: words, Quadrants: [4]string{words, words, words, words}, Strengths: words, Weaknesses: words,
				Opportunities: words, Threats: words, Decimal: words, Own: own, Mean: &q, Study: &p, Others: own, OthersCaption: words},
			Matrix{Title: words, IFE: words, EFE: words, IFEBands: three, EFEBands: three, Stances: three,
				Cells: [9]Cell{4: {Stance: int(n) - 1, Count: words}}, Own: own, Mean: &q},
			Bars{Title: words, Decimal: words, Groups: []Group{{Name: words, Severity: n%2 == 0, Bars: []Bar{{words, x}, {words, y2}}}}},
		} {
			checkDrawnOrRefused(t, pic)
		}
	})
}

func checkDrawnOrRefused(t *testing.T, p picture) {
	t.Helper()
	var b bytes.Buffer
	err := p.PNG(&b)
	if err == nil {
		_, err = png.DecodeConfig(&b)
	} else if errors.Is(err, ErrOutside) && b.Len() == 0 {
		return
	}
	if err != nil {
		t.Errorf("%#v: %v", p, err)
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestPictures_writeError(t *testing.T) {
	t.Parallel()
	want := errors.New("disk full")
	for _, p := range []picture{exampleCartesian(), exampleMatrix(), exampleBars()} {
		if err := p.PNG(brokenWriter{want}); !errors.Is(err, want) {
			t.Errorf("%T: error %v, want the writer's", p, err)
		}
	}
}
