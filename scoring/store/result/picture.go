package result

import (
	"context"
	"time"

	"ikmbot/dialog/say"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// enoughForMean is the least number of businesses whose mean is shown for a region, so that it is
// meaningful and identifies nobody.
const enoughForMean = 10

// Picture holds what a picture of a result is drawn from.
type Picture struct {
	Assessment int64
	Name       string     // of the business; may be empty
	Finished   int64      // unix milliseconds
	FileID     string     // Telegram's, where the picture was sent before; the rest is then empty
	Points     []PicPoint // of the person's finished assessments up to this one, the oldest first
	Region     int        // the region's code; 0: unknown
	RegionName string
	Mean       *PicPoint                       // of the region, once ten businesses have answered there
	Stances    map[scoring.Cell]scoring.Stance // of the cells of the IE matrix
}

// PicPoint is a result's place in both diagrams.
type PicPoint struct {
	Run            int
	X, Y, IFE, EFE float64
}

// FindPicture reads what is needed to send a picture. It returns [sqlite.ErrNotFound] if the result
// no longer exists.
func FindPicture(ctx context.Context, q sqlite.Querier, chat int64, picture say.Picture, language say.Language) (Picture, error) {
	var p Picture
	var person int64
	err := q.QueryRowContext(ctx, `
		SELECT a.id, a.person_id, coalesce(a.name, ''), a.finished_at, coalesce(a.region, 0), coalesce(r.name, ''), coalesce(f.file_id, '')
		FROM person
		JOIN assessment a ON a.person_id = person.id AND a.number = ? AND a.finished_at IS NOT NULL
		LEFT JOIN region r ON r.code = a.region
		LEFT JOIN picture f ON f.assessment_id = a.id AND f.kind = ? AND f.language = ?
		WHERE person.chat_id = ?`, picture.Run, picture.Kind, language, chat).
		Scan(&p.Assessment, &person, &p.Name, &p.Finished, &p.Region, &p.RegionName, &p.FileID)
	if err != nil || p.FileID != "" {
		return p, sqlite.Found(err)
	}
	rows, err := q.QueryContext(ctx, `
		SELECT number, x, y, ife, efe FROM assessment JOIN result ON assessment_id = id
		WHERE person_id = ? AND number <= ? ORDER BY number`, person, picture.Run)
	if err != nil {
		return p, err
	}
	if p.Points, err = sqlite.All(rows, func(q *PicPoint) []any { return []any{&q.Run, &q.X, &q.Y, &q.IFE, &q.EFE} }); err != nil {
		return p, err
	}
	if p.Stances, err = Stances(ctx, q); err != nil {
		return p, err
	}
	return p, nil
}

// Stances reads the stance of each cell of the IE matrix.
func Stances(ctx context.Context, q sqlite.Querier) (map[scoring.Cell]scoring.Stance, error) {
	rows, err := q.QueryContext(ctx, "SELECT code, stance FROM cell")
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

// resultsPerSecond is the number of results for which a region's mean is cached one second longer: a
// mean of many hardly moves meanwhile.
const resultsPerSecond = 1000

// Means caches the means of the regions that have a name, by their codes.
type Means map[int]*sqlite.Cache[mean]

// mean is the mean of the latest results of a region's businesses, without those whose owners have
// withdrawn their consent.
type mean struct {
	PicPoint
	enough bool // to be shown
}

// NewMeans returns empty caches.
func NewMeans(regions []say.Region) Means {
	m := Means{}
	for _, r := range regions {
		if r.Name != "" {
			m[r.Code] = &sqlite.Cache[mean]{}
		}
	}
	return m
}

// Show adds a region's mean to a picture, if the region has a name and enough businesses.
func (m Means) Show(ctx context.Context, q sqlite.Querier, now time.Time, p *Picture) error {
	cache, known := m[p.Region]
	if !known {
		return nil
	}
	found, err := cache.Read(now, resultsPerSecond, func() (mean, int, error) { return readMean(ctx, q, p.Region) })
	if found.enough {
		p.Mean = &found.PicPoint
	}
	return err
}

func readMean(ctx context.Context, q sqlite.Querier, region int) (m mean, results int, err error) {
	err = q.QueryRowContext(ctx, `
		SELECT count(*), coalesce(avg(x), 0), coalesce(avg(y), 0), coalesce(avg(ife), 0), coalesce(avg(efe), 0)
		FROM counted JOIN result ON assessment_id = id
		WHERE region = ? AND finished_at IS NOT NULL AND superseded_at IS NULL`,
		region).Scan(&results, &m.X, &m.Y, &m.IFE, &m.EFE)
	m.enough = results >= enoughForMean
	return m, results, err
}

// KeepPicture stores Telegram's file id of a picture. It does nothing if the picture's result was
// erased in the meantime.
func KeepPicture(t *batch.Turn, assessment int64, kind say.PictureKind, language say.Language, fileID string) error {
	_, err := t.Tx.Exec(`
		INSERT INTO picture (assessment_id, kind, language, file_id) SELECT id, ?, ?, ? FROM assessment WHERE id = ?
		ON CONFLICT DO UPDATE SET file_id = excluded.file_id`, kind, language, fileID, assessment)
	return err
}
