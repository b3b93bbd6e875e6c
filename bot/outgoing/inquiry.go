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

// sendInquiry tells an officer of an inquiry as it is now, or corrects what was told. One
// that was withdrawn before it was told is not told.
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
			return s.cover(ctx, m, out)
		}
	}
	if out.Message != 0 {
		return s.correct(ctx, m, out)
	}
	message, err := s.calls.write(ctx, m, out)
	if err == nil {
		s.keepInquiryMessage(ctx, m.Chat, message, card)
	}
	return err
}

// cover puts a blank picture in place of one that was taken back, and what is said of it in
// place of the words under it.
func (s *Sender) cover(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	var blank bytes.Buffer
	if err := png.Encode(&blank, image.NewGray(image.Rect(0, 0, 160, 40))); err != nil {
		return err
	}
	text, mode := s.calls.words(m, out.Reply)
	_, err := s.calls.api.EditMessageMedia(ctx, &bot.EditMessageMediaParams{ChatID: m.Chat, MessageID: out.Message, Media: &models.InputMediaPhoto{
		Media: "attach://blank.png", MediaAttachment: &blank, Caption: text, ParseMode: mode}})
	return err
}

// correct edits a message, or what stands under the picture of one. A message that the officer
// has deleted stays so.
func (s *Sender) correct(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	if out.Reply.Photo == "" {
		return s.calls.edit(ctx, m, out)
	}
	return s.calls.editCaption(ctx, m, out)
}

// keepInquiryMessage notes under which message an inquiry was told, so that a reply to it is an answer.
func (s *Sender) keepInquiryMessage(ctx context.Context, chat int64, message int, shown inquiry.Card) {
	late, err := s.store.KeepInquiryMessage(ctx, chat, message, shown)
	if err != nil {
		s.log.Warn("an officer is told of a question, but a reply to that message will not be known as an answer", "error", client.Reason(err))
	}
	s.handOn(late)
}

// tellUndelivered tells an officer that an answer did not reach whoever asked.
func (s *Sender) tellUndelivered(ctx context.Context, inquiry int64, cause error) {
	if next, _ := client.Verdict(cause); next != client.Gone {
		return
	}
	messages, err := s.store.Undelivered(ctx, inquiry)
	if err != nil {
		s.log.Warn("an answer could not be delivered, and its officer not be told", "error", client.Reason(err))
	}
	s.handOn(messages)
}
