package outgoing

import (
	"bytes"
	"context"
	"image"
	"image/png"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/dialog/inquiry"
	"ikmbot/scoring/store"
)

// sendInquiry sends an officer the card of an inquiry as it stands now, or updates the card that
// the officer has. An inquiry that was withdrawn before its card was sent is skipped.
func (s *Sender) sendInquiry(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	card, found, err := s.store.FindInquiry(ctx, m.Chat, out.Reply.Inquiry)
	switch {
	case err != nil:
		return err
	case found:
		out.Reply = card.Tell(out.Reply)
	case out.Message == 0:
		return nil
	default:
		out.Reply = inquiry.WithdrawnCard(out.Reply)
		if m.Fresh {
			return s.blankPicture(ctx, m, out)
		}
	}
	if out.Message != 0 {
		return s.editCard(ctx, m, out)
	}
	message, err := s.calls.write(ctx, m, out)
	if err == nil {
		s.keepInquiryMessage(ctx, m.Chat, message, card)
	}
	return err
}

// blankPicture replaces the picture of a withdrawn inquiry by a blank one, and its caption by the
// withdrawn card.
func (s *Sender) blankPicture(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	var blank bytes.Buffer
	if err := png.Encode(&blank, image.NewGray(image.Rect(0, 0, 160, 40))); err != nil {
		return err
	}
	text, mode := s.calls.textOf(m, out.Reply)
	_, err := s.calls.api.EditMessageMedia(ctx, &bot.EditMessageMediaParams{ChatID: m.Chat, MessageID: out.Message, Media: &models.InputMediaPhoto{
		Media: "attach://blank.png", MediaAttachment: &blank, Caption: text, ParseMode: mode}})
	return err
}

// editCard edits the text of a card, or its caption if it has a picture. A card that the officer
// has deleted is not sent again.
func (s *Sender) editCard(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	if out.Reply.Photo == "" {
		return s.calls.edit(ctx, m, out)
	}
	return s.calls.editCaption(ctx, m, out)
}

// keepInquiryMessage records the message of a card, so that a reply to it counts as an answer.
func (s *Sender) keepInquiryMessage(ctx context.Context, chat int64, message int, shown inquiry.Card) {
	late, err := s.store.KeepInquiryMessage(ctx, chat, message, shown)
	if err != nil {
		s.log.Warn("an officer has been sent a question, but a reply to that message will not count as the answer",
			"error", client.Reason(err))
	}
	s.handOn(late)
}

// reportUndelivered tells an officer that an answer did not reach the owner who asked.
func (s *Sender) reportUndelivered(ctx context.Context, inquiry int64, cause error) {
	if next, _ := client.Verdict(cause); next != client.Gone {
		return
	}
	messages, err := s.store.Undelivered(ctx, inquiry)
	if err != nil {
		s.log.Warn("an answer could not be delivered, and its officer could not be told", "error", client.Reason(err))
	}
	s.handOn(messages)
}
