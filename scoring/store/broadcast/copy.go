package broadcast

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// Copy holds what one person's copy of a broadcast is made of.
type Copy struct {
	Broadcast broadcast.Draft
	Language  say.Language
	Name      string // of the business; may be empty, like the next two
	Quadrant  string // code of the latest finished interview's quadrant
	Strategy  string // code of the strategy that fits best; set only if the text has its placeholder
}

// CopyFor reads what a copy of a broadcast for a chat is made of. It returns [sqlite.ErrNotFound]
// if the broadcast or the recipient no longer exists.
func CopyFor(ctx context.Context, w *batch.Writer, chat int64, language say.Language, c say.BroadcastCopy) (Copy, error) {
	made, err := readCopy(ctx, w, chat, language, c)
	if err = sqlite.Found(err); err != nil {
		return Copy{}, fmt.Errorf("read copy of broadcast %d: %w", c.ID, err)
	}
	return made, nil
}

func readCopy(ctx context.Context, w *batch.Writer, chat int64, language say.Language, c say.BroadcastCopy) (Copy, error) {
	switch c.For {
	case say.CopyPreview:
		return previewCopy(ctx, w, chat, language, c.ID)
	case say.CopyTest:
		return testCopy(ctx, w, chat, language, c.ID)
	}
	return recipientCopy(ctx, w, chat, c.ID)
}

// recipientCopy reads the copy for a recipient, in the person's current language.
func recipientCopy(ctx context.Context, w *batch.Writer, chat int64, id int64) (Copy, error) {
	var c Copy
	var person int64
	err := w.File.QueryRowContext(ctx, "SELECT json_set(content, '$.id', b.id), person.id, language FROM broadcast b, person WHERE b.id = +? AND chat_id = +?", id, chat).
		Scan(sqlite.JSON(&c.Broadcast), &person, &c.Language)
	if err != nil {
		return Copy{}, err
	}
	return c, personalise(ctx, w, &c, person)
}

// testCopy reads the copy that the officer would get.
func testCopy(ctx context.Context, w *batch.Writer, chat int64, language say.Language, id int64) (Copy, error) {
	o, err := batch.FindViewer(ctx, w.File, chat)
	if err != nil {
		return Copy{}, err
	}
	c := Copy{Language: language}
	if c.Broadcast, err = find(ctx, w, o, id); err != nil {
		return Copy{}, err
	}
	var person int64
	if err := w.File.QueryRowContext(ctx, "SELECT id FROM person WHERE chat_id = ?", chat).Scan(&person); err != nil {
		return Copy{}, err
	}
	return c, personalise(ctx, w, &c, person)
}

// previewCopy reads the copy that the first recipient would get now or, if there is none, a copy
// for somebody of whom nothing is known.
func previewCopy(ctx context.Context, w *batch.Writer, chat int64, language say.Language, id int64) (Copy, error) {
	o, err := batch.FindViewer(ctx, w.File, chat)
	if err != nil {
		return Copy{}, err
	}
	c := Copy{Language: language}
	if c.Broadcast, err = find(ctx, w, o, id); err != nil {
		return Copy{}, err
	}
	selected, err := newSelection(c.Broadcast.Segment, o.ID, w.Millis())
	if err != nil {
		return Copy{}, err
	}
	var person int64
	err = w.File.QueryRowContext(ctx, selected.statement("p.id, (SELECT language FROM person WHERE id = p.id)", " AND "+eligible+" ORDER BY p.id LIMIT 1"), selected.args()...).
		Scan(&person, &c.Language)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	if err != nil {
		return Copy{}, err
	}
	return c, personalise(ctx, w, &c, person)
}

// personalise reads what fills the placeholders of a text for a person.
func personalise(ctx context.Context, w *batch.Writer, c *Copy, person int64) error {
	text, _ := c.Broadcast.TextIn(c.Language)
	wanted := broadcast.PlaceholdersIn(w.Dialog.Languages, text)
	if len(wanted) == 0 {
		return nil
	}
	var assessment int64
	err := w.File.QueryRowContext(ctx, `
		SELECT coalesce((SELECT name FROM assessment WHERE person_id = +?1 AND name IS NOT NULL ORDER BY number DESC LIMIT 1), ''),
			coalesce(f.id, 0), coalesce(quadrant, '')
		FROM person
		LEFT JOIN assessment f ON f.id = (SELECT id FROM assessment WHERE person_id = +?1 AND finished_at IS NOT NULL ORDER BY number DESC LIMIT 1)
		LEFT JOIN result ON assessment_id = f.id
		WHERE person.id = +?1`, person).Scan(&c.Name, &assessment, &c.Quadrant)
	if err != nil || assessment == 0 || !wanted["strategy"] {
		return err
	}
	return w.File.QueryRowContext(ctx, "SELECT strategy FROM advice WHERE assessment_id = +? AND kind = 'own' AND rank = 1", assessment).Scan(&c.Strategy)
}
