package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ikmbot/dialog"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/sqlite"
)

// enoughForMean is from how many businesses on a region's mean is shown, so that it
// says something and gives nobody away.
const enoughForMean = 10

// Picture is what a picture of a result is drawn from.
type Picture struct {
	Assessment int64
	FileID     string     // Telegram's, where the picture was sent before; the rest is then empty
	Points     []PicPoint // of the person's finished assessments up to this one, the oldest first
	Region     int        // the region's code; 0: not known
	RegionName string
	Mean       *PicPoint                       // of the region, once ten businesses have answered there
	Stances    map[scoring.Cell]scoring.Stance // of the cells of the IE matrix
}

// PicPoint is a result as a place in both diagrams.
type PicPoint struct {
	Run            int
	X, Y, IFE, EFE float64
}

// FindPicture reads what is needed to send a picture. It gives sql.ErrNoRows where the
// result is no longer there.
func (s *Store) FindPicture(ctx context.Context, chat int64, picture dialog.Picture, language dialog.Language) (Picture, error) {
	p, err := s.findPicture(ctx, chat, picture, language)
	if err != nil {
		return Picture{}, fmt.Errorf("read what to draw: %w", err)
	}
	return p, nil
}

func (s *Store) findPicture(ctx context.Context, chat int64, picture dialog.Picture, language dialog.Language) (Picture, error) {
	var p Picture
	var person int64
	err := s.reader.QueryRowContext(ctx, `
		SELECT a.id, a.person_id, coalesce(a.region, 0), coalesce(r.name, ''), coalesce(f.file_id, '')
		FROM person
		JOIN assessment a ON a.person_id = person.id AND a.number = ? AND a.finished_at IS NOT NULL
		LEFT JOIN region r ON r.code = a.region
		LEFT JOIN picture f ON f.assessment_id = a.id AND f.kind = ? AND f.language = ?
		WHERE person.chat_id = ?`, picture.Run, picture.Kind, language, chat).
		Scan(&p.Assessment, &person, &p.Region, &p.RegionName, &p.FileID)
	if err != nil || p.FileID != "" {
		return p, err
	}
	rows, err := s.reader.QueryContext(ctx, `
		SELECT number, x, y, ife, efe FROM assessment JOIN result ON assessment_id = id
		WHERE person_id = ? AND number <= ? ORDER BY number`, person, picture.Run)
	if err != nil {
		return p, err
	}
	if p.Points, err = sqlite.All(rows, func(q *PicPoint) []any { return []any{&q.Run, &q.X, &q.Y, &q.IFE, &q.EFE} }); err != nil {
		return p, err
	}
	if p.Stances, err = s.Stances(ctx); err != nil {
		return p, err
	}
	p.Mean, err = s.regionMean(ctx, p.Region)
	return p, err
}

// Stances are what the cells of the IE matrix advise.
func (r *Reader) Stances(ctx context.Context) (map[scoring.Cell]scoring.Stance, error) {
	rows, err := r.reader.QueryContext(ctx, "SELECT code, stance FROM cell")
	if err != nil {
		return nil, err
	}
	type cell struct {
		code   scoring.Cell
		stance scoring.Stance
	}
	cells, err := sqlite.All(rows, func(c *cell) []any { return []any{&c.code, &c.stance} })
	stances := map[scoring.Cell]scoring.Stance{}
	for _, c := range cells {
		stances[c.code] = c.stance
	}
	return stances, err
}

// resultsASecond is of how many results a region's mean is kept for a second: of many, a mean
// hardly moves meanwhile.
const resultsASecond = 1000

// regionMean is the mean of the latest results of a region's businesses, without those
// whose owners have taken their consent back; nil while there are too few, or where the
// region is none.
func (s *Store) regionMean(ctx context.Context, region int) (*PicPoint, error) {
	means, found := s.means[region]
	if !found {
		return nil, nil
	}
	return means.Read(s.Now(), resultsASecond, func() (*PicPoint, int, error) { return s.readMean(ctx, region) })
}

func (s *Store) readMean(ctx context.Context, region int) (mean *PicPoint, results int, err error) {
	var m PicPoint
	err = s.reader.QueryRowContext(ctx, `
		SELECT count(*), coalesce(avg(x), 0), coalesce(avg(y), 0), coalesce(avg(ife), 0), coalesce(avg(efe), 0)
		FROM counted JOIN result ON assessment_id = id
		WHERE region = ? AND finished_at IS NOT NULL AND superseded_at IS NULL`,
		region).Scan(&results, &m.X, &m.Y, &m.IFE, &m.EFE)
	if err != nil || results < enoughForMean {
		return nil, results, err
	}
	return &m, results, nil
}

// KeepPicture remembers Telegram's file id of a picture, so that it need not be drawn again.
// A picture whose result was erased meanwhile is not remembered.
func (s *Store) KeepPicture(ctx context.Context, assessment int64, kind dialog.PictureKind, language dialog.Language, fileID string) error {
	err := s.file.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(`
			INSERT INTO picture (assessment_id, kind, language, file_id) SELECT id, ?, ?, ? FROM assessment WHERE id = ?
			ON CONFLICT DO UPDATE SET file_id = excluded.file_id`, kind, language, fileID, assessment)
		return err
	})
	if err != nil && !errors.Is(err, ErrClosed) {
		return fmt.Errorf("remember picture: %w", err)
	}
	return nil
}
