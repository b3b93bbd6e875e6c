package bot

import (
	"bytes"
	"context"
	"io"
	"slices"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/dialog"
	"ikmbot/locales"
	"ikmbot/scoring"
	"ikmbot/scoring/chart"
	"ikmbot/scoring/store"
)

// sendPicture sends a picture of a result: by Telegram's file id where it was sent
// before, drawn otherwise.
func (s *sender) sendPicture(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	picture, language := *out.Reply.Picture, out.Reply.Language
	found, err := s.store.FindPicture(ctx, m.Chat, picture, language)
	if err != nil {
		return err
	}
	// Telegram has forgotten a file where it answers a file id with a refusal that is
	// about nothing else; the queue then asks for the message anew.
	if found.FileID != "" && !m.Fresh {
		_, err := s.sendPhoto(ctx, m, out, &models.InputFileString{Data: found.FileID})
		return err
	}
	var png bytes.Buffer
	if err := s.draw(&png, picture.Kind, language, found); err != nil {
		return err
	}
	sent, err := s.sendPhoto(ctx, m, out, &models.InputFileUpload{Filename: string(picture.Kind) + ".png", Data: bytes.NewReader(png.Bytes())})
	if err != nil || len(sent.Photo) == 0 {
		return err
	}
	if err := s.store.KeepPicture(ctx, found.Assessment, picture.Kind, language, sent.Photo[len(sent.Photo)-1].FileID); err != nil {
		s.log.Warn("a picture is sent, but will be drawn again the next time", "error", client.Reason(err))
	}
	return nil
}

func (s *sender) sendPhoto(ctx context.Context, m delivery.Message, out store.Outgoing, photo models.InputFile) (*models.Message, error) {
	text, mode := s.words(m, out.Reply)
	return s.api.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: m.Chat, Photo: photo, Caption: text, ParseMode: mode})
}

// draw draws a picture in a language.
func (b *Bot) draw(w io.Writer, kind dialog.PictureKind, l dialog.Language, p store.Picture) error {
	d := drawing{catalog: b.say.catalog, language: string(l), picture: p}
	if kind == dialog.IEMatrix {
		return d.matrix().PNG(w)
	}
	return d.cartesian().PNG(w)
}

// drawing puts figures and words together into a picture.
type drawing struct {
	catalog  *locales.Catalog
	language string
	picture  store.Picture
}

func (d drawing) word(key string) string { return d.catalog.Say(d.language, key, nil) }

func (d drawing) cartesian() chart.Cartesian {
	at := func(p store.PicPoint) (x, y float64) { return p.X, p.Y }
	return chart.Cartesian{
		Title:         d.word("picture.cartesian.title"),
		Quadrants:     [4]string{d.quadrant("growth"), d.quadrant("diversification"), d.quadrant("turnaround"), d.quadrant("defensive")},
		Strengths:     d.word("axis.strengths"),
		Weaknesses:    d.word("axis.weaknesses"),
		Opportunities: d.word("axis.opportunities"),
		Threats:       d.word("axis.threats"),
		Decimal:       d.word("axis.decimal"),
		Own:           d.way("picture.cartesian.own", at),
		Mean:          d.mean(at),
	}
}

func (d drawing) quadrant(code string) string { return d.word("quadrant." + code + ".name") }

// The cells as the matrix shows them, row by row, and the stances as its legend does.
var (
	cells   = [9]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	stances = []scoring.Stance{scoring.Build, scoring.Hold, scoring.Harvest}
)

func (d drawing) matrix() chart.Matrix {
	at := func(p store.PicPoint) (x, y float64) { return p.IFE, p.EFE }
	m := chart.Matrix{
		Title:    d.word("picture.matrix.title"),
		IFE:      d.word("picture.matrix.ife"),
		EFE:      d.word("picture.matrix.efe"),
		IFEBands: [3]string{d.word("band.strong"), d.word("band.average"), d.word("band.weak")},
		EFEBands: [3]string{d.word("band.high"), d.word("band.medium"), d.word("band.low")},
		Stances:  [3]string{d.word("stance.build.name"), d.word("stance.hold.name"), d.word("stance.harvest.name")},
		Own:      d.way("picture.matrix.own", at),
		Mean:     d.mean(at),
	}
	for i, cell := range cells {
		m.Cells[i].Stance = slices.Index(stances, d.picture.Stances[cell])
	}
	return m
}

// way is the person's points from the first to the newest.
func (d drawing) way(own string, at func(store.PicPoint) (x, y float64)) []chart.Point {
	points := make([]chart.Point, len(d.picture.Points))
	for i, p := range d.picture.Points {
		x, y := at(p)
		points[i] = chart.Point{X: x, Y: y, Label: d.catalog.Say(d.language, "picture.cartesian.earlier", map[string]any{"Run": p.Run})}
		if i == len(points)-1 {
			points[i].Label = d.catalog.Say(d.language, own, map[string]any{
				"X": d.catalog.Figure(d.language, x), "Y": d.catalog.Figure(d.language, y)})
		}
	}
	return points
}

func (d drawing) mean(at func(store.PicPoint) (x, y float64)) *chart.Point {
	if d.picture.Mean == nil {
		return nil
	}
	x, y := at(*d.picture.Mean)
	return &chart.Point{X: x, Y: y, Label: d.catalog.Say(d.language, "picture.cartesian.mean", map[string]any{"Region": d.picture.RegionName})}
}
