package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/dialog"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// sender makes the one call of the Bot API that a message asks for.
type sender struct {
	*Bot
}

// Send sends a message of the outbox. Where the database is hindered, the message waits.
func (s *sender) Send(ctx context.Context, m delivery.Message) error {
	err := s.dispatch(ctx, m)
	if _, called := errors.AsType[*client.NetError](err); !called && store.StorageFaultOf(err) != store.NoStorageFault {
		return fmt.Errorf("%w: %w", client.ErrUnready, err)
	}
	return err
}

// dispatch makes the call that a message asks for.
func (s *sender) dispatch(ctx context.Context, m delivery.Message) error {
	out := m.Body.(store.Outgoing)
	figures, err := s.fill(ctx, &out)
	if err != nil {
		return err
	}
	switch {
	case out.Reply.Menu != "":
		return s.offerMenu(ctx, m.Chat, out.Reply)
	case out.Reply.Inquiry != 0:
		return s.sendInquiry(ctx, m, out)
	case out.Reply.Broadcast != nil:
		return s.sendCopy(ctx, m, out)
	case out.Reply.Picture != nil:
		if recap, ok := figures.(*dialog.Recap); ok {
			return s.sendRecapPicture(ctx, m, out, recap)
		}
		return s.sendPicture(ctx, m, out)
	case out.Reply.Document != nil:
		return s.sendDocument(ctx, m, out)
	}
	message, err := s.write(ctx, m, out)
	progress, ok := figures.(*dialog.BroadcastProgress)
	switch {
	case err == nil && ok:
		s.keepProgress(ctx, m, *progress, message)
	case err != nil && out.Reply.Answers != 0:
		s.tellUndelivered(ctx, out.Reply.Answers, err)
	}
	return err
}

// fill gives a reply the figures over many businesses that it reports, as they are now. A file
// holds its figures itself.
func (s *sender) fill(ctx context.Context, out *store.Outgoing) (dialog.Figures, error) {
	if out.Reply.Report == nil || out.Reply.Document != nil {
		return nil, nil
	}
	figures, err := s.report(ctx, out.Chat, *out.Reply.Report)
	if err == nil {
		out.Reply = out.Reply.Fill(figures)
	}
	return figures, err
}

// write writes a message, or edits the one that is there, and returns its number. Where
// Telegram keeps a picture no longer, its words go without it.
func (s *sender) write(ctx context.Context, m delivery.Message, out store.Outgoing) (int, error) {
	switch {
	case out.Reply.Photo != "" && !m.Fresh:
		sent, err := s.sendPhoto(ctx, m, out, &models.InputFileString{Data: out.Reply.Photo})
		if err != nil {
			return 0, err
		}
		return sent.ID, nil
	case out.Message != 0 && !m.Fresh:
		return out.Message, s.edit(ctx, m, out)
	}
	return s.send(ctx, m, out)
}

func (s *sender) send(ctx context.Context, m delivery.Message, out store.Outgoing) (int, error) {
	text, mode := s.words(m, out.Reply)
	call := bot.SendMessageParams{ChatID: m.Chat, Text: text, ParseMode: mode, LinkPreviewOptions: noPreview}
	if k := s.keyboard(out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	return s.sendMessage(ctx, &call)
}

// sendMessage makes the call of that name and returns the number of the message.
func (s *sender) sendMessage(ctx context.Context, call *bot.SendMessageParams) (int, error) {
	call.AllowPaidBroadcast = s.paid()
	var sent struct {
		ID int `json:"message_id"`
	}
	err := s.client.Call(ctx, "sendMessage", call, &sent)
	return sent.ID, err
}

func (s *sender) edit(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	text, mode := s.words(m, out.Reply)
	call := bot.EditMessageTextParams{ChatID: m.Chat, MessageID: out.Message, Text: text, ParseMode: mode, LinkPreviewOptions: noPreview}
	if k := s.keyboard(out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	return s.client.Call(ctx, "editMessageText", &call, nil)
}

func (s *sender) sendDocument(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	name, data, err := s.document(ctx, out)
	if err != nil {
		return err
	}
	text, mode := s.words(m, out.Reply)
	_, err = s.api.SendDocument(ctx, &bot.SendDocumentParams{
		ChatID: m.Chat, Caption: text, ParseMode: mode, AllowPaidBroadcast: s.paid(),
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
	case dialog.WorkbookDocument, dialog.CSVDocument:
		return s.export(ctx, out)
	default:
		return "", nil, fmt.Errorf("no document %q", kind)
	}
}

// words are a reply's text, with markup unless that could not be read.
func (s *sender) words(m delivery.Message, r dialog.Reply) (string, models.ParseMode) {
	text := s.say.HTML(r.Language, r.Parts)
	if m.Plain {
		return speech.Strip(text), ""
	}
	return text, models.ParseModeHTML
}

var noPreview = &models.LinkPreviewOptions{IsDisabled: bot.True()}
