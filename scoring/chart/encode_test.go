package chart

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

func TestWritePNG(t *testing.T) {
	t.Parallel()
	t.Run("keeps every colour of a flat picture", func(t *testing.T) {
		t.Parallel()
		img := image.NewRGBA(image.Rect(0, 0, 8, 8))
		for i := range colours {
			img.SetRGBA(i%8, i/8, color.RGBA{uint8(3 * i), uint8(i), 9, 0xff})
		}
		checkSame(t, img, img)
	})
	t.Run("moves rare shades to the nearest frequent colour", func(t *testing.T) {
		t.Parallel()
		img := image.NewRGBA(image.Rect(0, 0, 2*colours, 2))
		want := image.NewRGBA(img.Rect)
		for x := range 2 * colours {
			frequent := color.RGBA{uint8(x / 2 * 4), uint8(x / 2), 0, 0xff}
			for y := range 2 {
				img.SetRGBA(x, y, frequent)
				want.SetRGBA(x, y, frequent)
			}
		}
		img.SetRGBA(20, 0, color.RGBA{40, 10, 3, 0xff})
		checkSame(t, img, want)
	})
}

func checkSame(t *testing.T, in, want *image.RGBA) {
	t.Helper()
	var b bytes.Buffer
	if err := writePNG(&b, in); err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	for y := range want.Rect.Dy() {
		for x := range want.Rect.Dx() {
			if c := color.RGBAModel.Convert(got.At(x, y)); c != want.At(x, y) {
				t.Fatalf("pixel (%d, %d) is %v, want %v", x, y, c, want.At(x, y))
			}
		}
	}
}
