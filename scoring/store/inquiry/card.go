package inquiry

import (
	"context"
	"database/sql"
	"errors"

	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// selectCards reads inquiries as an officer sees them.
const selectCards = `
	SELECT inquiry.id, inquiry.text, iif(inquiry.photo_bot IS NULL, inquiry.photo, ''), inquiry.photo_bot IS NOT NULL, inquiry.asked_at, inquiry.changes, coalesce(earlier.text, ''), inquiry.about, inquiry_business.name,
		coalesce(region.code, 0), coalesce(region.name, ''), region.code IS NOT NULL, coalesce(quadrant, ''),
		taker.id IS NOT NULL, coalesce(taker.name, ''), coalesce(taker.admin, 0), coalesce(taker.id = inquiry_audience.officer_id, 0),
		answer.id IS NOT NULL, coalesce(answer.text, ''), coalesce(answer.photo, '')
	FROM inquiry
	JOIN inquiry_audience ON inquiry_audience.inquiry_id = inquiry.id
	JOIN inquiry_business ON inquiry_business.inquiry_id = inquiry.id
	LEFT JOIN result ON assessment_id = latest
	LEFT JOIN region ON region.code = inquiry.region
	LEFT JOIN inquiry AS earlier ON earlier.id = inquiry.follows
	LEFT JOIN officer AS taker ON taker.id = inquiry.taken_by
	LEFT JOIN inquiry_answer AS answer ON answer.id = (SELECT max(id) FROM inquiry_answer WHERE inquiry_id = inquiry.id)
	`

// ReadCards reads inquiries as officers see them; which is the rest of the statement after its
// joins.
func ReadCards(ctx context.Context, q sqlite.Querier, which string, args ...any) ([]inquiry.Card, error) {
	rows, err := q.QueryContext(ctx, selectCards+which, args...)
	if err != nil {
		return nil, err
	}
	type row struct {
		card            inquiry.Card
		taker           inquiry.Taker
		answer          inquiry.Letter
		taken, answered bool
	}
	all, err := sqlite.All(rows, func(r *row) []any {
		c, b := &r.card, &r.card.Business
		return []any{&c.ID, &c.Asked.Text, &c.Asked.Photo, &c.Unshown, &c.At, &c.Changes, &c.Earlier, &c.About, &b.Name, &b.Region.Code, &b.Region.Name, &b.Known, &b.Quadrant,
			&r.taken, &r.taker.Name, &r.taker.Admin, &r.taker.Self, &r.answered, &r.answer.Text, &r.answer.Photo}
	})
	found := make([]inquiry.Card, len(all))
	for i, r := range all {
		found[i] = r.card
		if r.taken {
			found[i].Taker = &r.taker
		}
		if r.answered {
			found[i].Answer = &r.answer
		}
	}
	return found, err
}

// List reads the inquiries that an officer may see.
func List(t *batch.Turn, p batch.Person) (*inquiry.List, error) {
	list := &inquiry.List{}
	for _, group := range []struct {
		into  *[]inquiry.Listed
		which string
	}{
		{&list.Open, "inquiry.taken_by IS NULL AND inquiry.answered_at IS NULL ORDER BY inquiry.id"},
		{&list.Own, "inquiry.taken_by = ?1 AND inquiry.answered_at IS NULL ORDER BY inquiry.id"},
		{&list.Others, "inquiry.taken_by <> ?1 AND inquiry.answered_at IS NULL ORDER BY inquiry.id"},
		{&list.Answered, "inquiry.answered_at > ?2 ORDER BY inquiry.answered_at DESC"},
	} {
		found, err := ReadCards(context.Background(), t.Tx, "WHERE inquiry_audience.officer_id = ?1 AND ?2 > 0 AND "+group.which+" LIMIT ?3",
			p.Session.Officer.ID, t.Now-answeredSpan.Milliseconds(), inquiry.MostListed)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			*group.into = append(*group.into, listedInquiry(c))
		}
	}
	return list, nil
}

func listedInquiry(c inquiry.Card) inquiry.Listed {
	l := inquiry.Listed{ID: c.ID, Asked: c.Asked, At: c.At, Business: c.Business.Name}
	if c.Taker != nil {
		l.Taker = *c.Taker
	}
	return l
}

// refreshStaleCard updates a card that was sent while the inquiry changed.
func refreshStaleCard(t *batch.Turn, chat int64, message int, shown inquiry.Card) error {
	var changes int
	var language say.Language
	err := t.Tx.QueryRow(`
		SELECT coalesce((SELECT changes FROM inquiry WHERE id = ?), -1), language FROM person WHERE chat_id = ?`, shown.ID, chat).Scan(&changes, &language)
	if errors.Is(err, sql.ErrNoRows) || err == nil && changes == shown.Changes {
		return nil
	}
	if err != nil {
		return err
	}
	return t.Queue(batch.Outgoing{Chat: chat, Message: message, Queued: t.Now, Reply: say.Reply{Mode: say.Edit, Language: language, Inquiry: shown.ID}}, 0)
}

// KeepMessage records that a message shows the officer of a chat an inquiry in the state of shown,
// and updates it if the inquiry has changed since.
func KeepMessage(t *batch.Turn, chat int64, message int, shown inquiry.Card) error {
	_, err := t.Tx.Exec(`
		INSERT INTO inquiry_message (officer_id, message_id, inquiry_id) SELECT officer.id, ?, inquiry.id FROM officer, inquiry
		WHERE chat_id = ? AND inquiry.id = ? ON CONFLICT DO NOTHING`, message, chat, shown.ID)
	if err != nil {
		return err
	}
	return refreshStaleCard(t, chat, message, shown)
}

// TellUndelivered queues the message that tells the officer of an inquiry that the answer did not
// reach the owner.
func TellUndelivered(t *batch.Turn, i int64) error {
	var chat int64
	var language say.Language
	var asked inquiry.Letter
	err := t.Tx.QueryRow(`
		SELECT officer.chat_id, person.language, text, photo
		FROM inquiry
		JOIN officer ON officer.id = taken_by AND removed_at IS NULL
		JOIN person ON person.chat_id = officer.chat_id AND blocked_at IS NULL
		WHERE inquiry.id = ?`, i).Scan(&chat, &language, &asked.Text, &asked.Photo)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.Queue(batch.Outgoing{Chat: chat, Queued: t.Now, Reply: inquiry.UndeliveredReply(language, asked)}, 0)
}
