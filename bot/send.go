package bot

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot/delivery"
	"ikmbot/dialog"
	"ikmbot/scoring/store"
)

// sender makes the one call of the Bot API that a message asks for.
type sender struct {
	*Bot
}

// Send sends a message of the outbox.
func (s *sender) Send(ctx context.Context, m delivery.Message) error {
	out := m.Body.(store.Outgoing)
	switch {
	case out.Reply.Picture != nil:
		return s.sendPicture(ctx, m, out)
	case out.Reply.Document != nil:
		return s.sendDocument(ctx, m, out)
	case out.Message != 0 && !m.Fresh:
		return s.edit(ctx, m, out)
	}
	return s.send(ctx, m, out)
}

func (s *sender) send(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	text, mode := s.words(m, out.Reply)
	call := bot.SendMessageParams{ChatID: m.Chat, Text: text, ParseMode: mode, LinkPreviewOptions: noPreview}
	if k := s.keyboard(out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	_, err := s.api.SendMessage(ctx, &call)
	return err
}

func (s *sender) edit(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	text, mode := s.words(m, out.Reply)
	call := bot.EditMessageTextParams{ChatID: m.Chat, MessageID: out.Message, Text: text, ParseMode: mode, LinkPreviewOptions: noPreview}
	if k := s.keyboard(out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	_, err := s.api.EditMessageText(ctx, &call)
	return err
}

func (s *sender) sendDocument(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	name, data, err := s.document(ctx, out)
	if err != nil {
		return err
	}
	text, mode := s.words(m, out.Reply)
	_, err = s.api.SendDocument(ctx, &bot.SendDocumentParams{
		ChatID: m.Chat, Caption: text, ParseMode: mode,
		Document: &models.InputFileUpload{Filename: name, Data: bytes.NewReader(data)},
	})
	return err
}

// document makes a file at the moment it is sent.
func (s *sender) document(ctx context.Context, out store.Outgoing) (name string, data []byte, err error) {
	switch kind := out.Reply.Document.Kind; kind {
	case dialog.MyDataDocument:
		data, err = s.store.MyData(ctx, out.Chat)
		return "ikmbot-data.json", data, err
	default:
		return "", nil, fmt.Errorf("no document %q", kind)
	}
}

// words are a reply's text, with markup unless that could not be read.
func (s *sender) words(m delivery.Message, r dialog.Reply) (string, models.ParseMode) {
	text := s.say.html(r.Language, r.Parts)
	if m.Plain {
		return stripped(text), ""
	}
	return text, models.ParseModeHTML
}

var noPreview = &models.LinkPreviewOptions{IsDisabled: bot.True()}

// message puts a row of the outbox on its way.
func message(out store.Outgoing) delivery.Message {
	m := delivery.Message{ID: out.ID, Chat: out.Chat, Class: delivery.Class(out.Class), Queued: time.UnixMilli(out.Queued), Body: out}
	if out.Due != 0 {
		m.Due = time.UnixMilli(out.Due)
	}
	return m
}

// ledger is the store's outbox as the queue knows it.
type ledger struct {
	store *store.Store
}

// Replies reads replies that are still to be sent.
func (l ledger) Replies(ctx context.Context, after int64, limit int) ([]delivery.Message, error) {
	rows, err := l.store.Outbox(ctx, store.ClassReply, after, limit)
	return messages(rows), err
}

// Due reads reminders or broadcasts that are due, and when the next one is.
func (l ledger) Due(ctx context.Context, c delivery.Class, now time.Time, limit int) ([]delivery.Message, time.Time, error) {
	rows, next, err := l.store.Due(ctx, store.Class(c), now.UnixMilli(), limit)
	if next == 0 {
		return messages(rows), time.Time{}, err
	}
	return messages(rows), time.UnixMilli(next), err
}

// Settle writes down what became of messages.
func (l ledger) Settle(ctx context.Context, batch []delivery.Outcome) error {
	deliveries := make([]store.Delivery, len(batch))
	for i, o := range batch {
		deliveries[i] = store.Delivery{
			ID: o.ID, Chat: o.Chat, Lost: o.State != delivery.Sent, Gone: o.State == delivery.Gone, Code: o.Code, At: o.At.UnixMilli(),
		}
	}
	return l.store.Settle(ctx, deliveries)
}

func messages(rows []store.Outgoing) []delivery.Message {
	ms := make([]delivery.Message, len(rows))
	for i, r := range rows {
		ms[i] = message(r)
	}
	return ms
}
