package store

import (
	"context"
	"fmt"

	"ikmbot/dialog/inquiry"
)

// inquiries are what owners ask officers.
type inquiries struct{ writer *writer }

// FindInquiry reads an inquiry as the officer of a chat sees it now; false where it was
// withdrawn, or is not, or no longer, for that officer.
func (i inquiries) FindInquiry(ctx context.Context, chat, id int64) (inquiry.Card, bool, error) {
	found, err := readCards(ctx, i.writer.file, "WHERE inquiry.id = ? AND inquiry_audience.chat_id = ?", id, chat)
	if err != nil {
		return inquiry.Card{}, false, fmt.Errorf("read inquiry: %w", err)
	}
	if len(found) == 0 {
		return inquiry.Card{}, false, nil
	}
	return found[0], true, nil
}

// KeepInquiryMessage remembers that a message tells the officer of a chat of an inquiry, as it
// was after so many changes. Where that is no longer so, it returns what puts the message right.
func (i inquiries) KeepInquiryMessage(ctx context.Context, chat int64, message int, shown inquiry.Card) ([]Outgoing, error) {
	var messages []Outgoing
	err := i.writer.write(ctx, func(t *application) error {
		err := t.keepMessage(chat, message, shown)
		messages = t.Messages
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("remember a message of an inquiry: %w", err)
	}
	return messages, nil
}

// Undelivered queues what tells the officer of an inquiry that the answer did not reach the
// owner, and returns it.
func (i inquiries) Undelivered(ctx context.Context, inquiry int64) ([]Outgoing, error) {
	var messages []Outgoing
	err := i.writer.write(ctx, func(t *application) error {
		err := t.tellUndelivered(inquiry)
		messages = t.Messages
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("tell of an answer that could not be delivered: %w", err)
	}
	return messages, nil
}
