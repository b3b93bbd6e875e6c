package store

import (
	"database/sql"
	"fmt"
	"slices"

	broadcastdb "ikmbot/scoring/store/broadcast"
	inquirydb "ikmbot/scoring/store/inquiry"
	"ikmbot/scoring/store/internal/batch"
)

// personal lists the tables that hold data of a person, each with the condition for it, where
// :person is the person's id and :chat the chat's. Rows can be deleted in this order. Both what a
// person is shown and what is erased follow this list, so neither can forget a table.
//
// What an officer did stays on record; who it was is erased.
var personal = []struct {
	table, condition string
	erased           string // what the columns are set to; empty: the row is deleted
}{
	{"outbox", "chat_id = :chat", ""},
	{"held_reply", "chat_id = :chat", ""},
	{"undelivered", "chat_id = :chat", ""},
	{"set_aside", "chat_id = :chat", ""},
	{"complaint_file", "complaint_id IN (SELECT id FROM complaint WHERE person_id = :person)", ""},
	{"complaint", "person_id = :person", ""},
	{"inquiry_message", "inquiry_id IN (SELECT id FROM inquiry WHERE person_id = :person) OR officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", ""},
	{"inquiry_answer", "inquiry_id IN (SELECT id FROM inquiry WHERE person_id = :person) OR officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", ""},
	{"inquiry", "person_id = :person", ""},
	{"kept_text", "person_id = :person", ""},
	{"plan", "person_id = :person", ""},
	{"consent", "person_id = :person", ""},
	{"picture", "assessment_id IN (SELECT id FROM assessment WHERE person_id = :person)", ""},
	{"result", "assessment_id IN (SELECT id FROM assessment WHERE person_id = :person)", ""},
	{"superseded_result", "assessment_id IN (SELECT id FROM assessment WHERE person_id = :person)", ""},
	{"step_try", "assessment_id IN (SELECT id FROM assessment WHERE person_id = :person)", ""},
	{"reminder", "person_id = :person", ""},
	{"follow_up", "person_id = :person", ""},
	{"assessment", "person_id = :person", ""},
	{"broadcast_recipient", "person_id = :person", ""},
	{"person", "id = :person", ""},
	{"audit", "officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", "about_id = about_id"},
	{"invitation", "made_by IN (SELECT id FROM officer WHERE chat_id = :chat)", "revoked_at = coalesce(revoked_at, :now)"},
	{"segment", "officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", ""},
	{"broadcast", "officer_id IN (SELECT id FROM officer WHERE chat_id = :chat) AND state = 'draft'", ""},
	{"broadcast", "officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", broadcastdb.SetEnded},
	{"officer_region", "officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", ""},
	{"officer", "chat_id = :chat", "chat_id = NULL, name = '', admin = 0, removed_at = coalesce(removed_at, :now)"},
}

// erase deletes everything that is stored about a person, and records that an erasure took place.
func erase(t *batch.Turn, p *batch.Person) error {
	if err := inquirydb.Withdraw(t, p); err != nil {
		return err
	}
	for _, held := range personal {
		statement := "DELETE FROM " + held.table
		if held.erased != "" {
			statement = "UPDATE " + held.table + " SET " + held.erased
		}
		_, err := t.Tx.Exec(statement+" WHERE "+held.condition, sql.Named("person", p.ID), sql.Named("chat", p.Chat), sql.Named("now", t.Now))
		if err != nil {
			return fmt.Errorf("erase from %s: %w", held.table, err)
		}
	}
	if _, err := t.Tx.Exec("INSERT INTO erasure (at) VALUES (?)", t.Now); err != nil {
		return fmt.Errorf("note erasure: %w", err)
	}
	p.Erased = true
	t.Broadcast = true // a broadcast may have lost its last recipient, or its author
	t.Erased = append(t.Erased, p.Chat)
	// What was said earlier in the batch is gone from the outbox too. Messages is cloned, because
	// the batch gets its old one back if this update is set aside.
	t.Messages = slices.DeleteFunc(slices.Clone(t.Messages), func(m Outgoing) bool { return m.Chat == p.Chat })
	return nil
}
