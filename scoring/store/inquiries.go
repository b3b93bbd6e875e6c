package store

import (
	"context"
	"fmt"

	"ikmbot/dialog/inquiry"
	inquirydb "ikmbot/scoring/store/inquiry"
	"ikmbot/scoring/store/internal/batch"
)

// inquiries is the part of the store about what owners ask officers.
type inquiries struct{ writer *batch.Writer }

// FindInquiry reads an inquiry as the officer of a chat sees it now; false if it was withdrawn, or
// that officer may not see it.
func (i inquiries) FindInquiry(ctx context.Context, chat, id int64) (inquiry.Card, bool, error) {
	found, err := inquirydb.ReadCards(ctx, i.writer.File, "WHERE inquiry.id = ? AND inquiry_audience.chat_id = ?", id, chat)
	if err != nil {
		return inquiry.Card{}, false, fmt.Errorf("read inquiry: %w", err)
	}
	if len(found) == 0 {
		return inquiry.Card{}, false, nil
	}
	return found[0], true, nil
}

// KeepInquiryMessage records that a message shows the officer of a chat an inquiry in the state of
// shown. If the inquiry has changed since, it returns the edit that updates the message.
func (i inquiries) KeepInquiryMessage(ctx context.Context, chat int64, message int, shown inquiry.Card) ([]Outgoing, error) {
	var messages []Outgoing
	err := i.writer.Write(ctx, func(t *batch.Turn) error {
		err := inquirydb.KeepMessage(t, chat, message, shown)
		messages = t.Messages
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store the message of an inquiry: %w", err)
	}
	return messages, nil
}

// Undelivered queues and returns the message that tells the officer of an inquiry that the answer
// did not reach the owner.
func (i inquiries) Undelivered(ctx context.Context, inquiry int64) ([]Outgoing, error) {
	var messages []Outgoing
	err := i.writer.Write(ctx, func(t *batch.Turn) error {
		err := inquirydb.TellUndelivered(t, inquiry)
		messages = t.Messages
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("report an undelivered answer: %w", err)
	}
	return messages, nil
}
