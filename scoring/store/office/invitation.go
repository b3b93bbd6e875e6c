package office

import (
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"ikmbot/dialog/office"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	inquirydb "ikmbot/scoring/store/inquiry"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// secretBytes is how many random bytes an invitation's link holds: 160 bits.
const secretBytes = 20

// invitationPrefix marks an invitation's secret among the parameters of the bot's start link.
const invitationPrefix = "officer-"

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Invite stores an invitation and keeps its link for the reply of this turn.
func Invite(t *batch.Turn, p *batch.Person, e office.InvitationMade) error {
	secret := make([]byte, secretBytes)
	rand.Read(secret) // never fails
	payload := invitationPrefix + base64.RawURLEncoding.EncodeToString(secret)
	regions, err := json.Marshal(append([]int{}, e.Regions...)) // [] rather than null
	if err != nil {
		return err
	}
	expires := t.Now + office.InvitationDays*batch.DayInMillis
	_, err = t.Tx.Exec("INSERT INTO invitation (hash, name, regions, made_by, expires_at) VALUES (?, ?, ?, ?, ?)",
		hashOf(payload), e.Name, string(regions), p.Session.Officer.ID, expires)
	if err != nil {
		return err
	}
	t.Made = &office.Made{Name: e.Name, Payload: payload, Expires: expires}
	return t.Audit(p, 0, say.Text{Key: "audit.invited", Args: say.Args{"Regions": t.RegionNames(e.Regions)}})
}

// FindInvitation adds to an event the invitation whose link the chat has started the bot with. The
// event stays as it is if there is none, or the chat has guessed too often.
func FindInvitation(t *batch.Turn, chat int64, e *turn.Event) error {
	if !strings.HasPrefix(e.Payload, invitationPrefix) || t.Attempts.Barred(chat, t.Now) {
		return nil
	}
	var i turn.Invitation
	var expired, revoked, used bool
	err := t.Tx.QueryRow("SELECT id, regions, expires_at <= ?, revoked_at IS NOT NULL, used_by IS NOT NULL FROM invitation WHERE hash = ?",
		t.Now, hashOf(e.Payload)).Scan(&i.ID, sqlite.JSON(&i.Regions), &expired, &revoked, &used)
	if errors.Is(err, sql.ErrNoRows) {
		t.Attempts.Note(chat, t.Now)
		return nil
	}
	if err != nil {
		return fmt.Errorf("find invitation: %w", err)
	}
	switch {
	case used:
		i.Fault = turn.WasUsed
	case revoked:
		i.Fault = turn.WasRevoked
	case expired:
		i.Fault = turn.HasExpired
	}
	e.Invitation = &i
	return nil
}

// Join makes somebody who has used an invitation an officer.
func Join(t *batch.Turn, p *batch.Person, i turn.Invitation) error {
	var id int64
	err := t.Tx.QueryRow(`
		INSERT INTO officer (chat_id, name, admin, since) SELECT ?, name, 0, ? FROM invitation WHERE id = ?
		ON CONFLICT (chat_id) DO UPDATE SET name = excluded.name, admin = 0, since = excluded.since, removed_at = NULL
		RETURNING id`, p.Chat, t.Now, i.ID).Scan(&id)
	if err != nil {
		return err
	}
	if _, err := t.Tx.Exec("DELETE FROM officer_region WHERE officer_id = ?", id); err != nil {
		return err
	}
	_, err = t.Tx.Exec("INSERT INTO officer_region (officer_id, region) SELECT ?, value FROM invitation, json_each(regions) WHERE invitation.id = ?", id, i.ID)
	if err != nil {
		return err
	}
	// The officer now has the name, and the invitation needs it no longer.
	if _, err := t.Tx.Exec("UPDATE invitation SET used_by = ?, name = '' WHERE id = ?", id, i.ID); err != nil {
		return err
	}
	p.Session.Officer = &turn.Officer{ID: id, Regions: i.Regions}
	if err := inquirydb.SendOpen(t, p.Chat); err != nil {
		return err
	}
	return t.Audit(p, 0, say.Text{Key: "audit.joined"})
}

// Revoke revokes an invitation that nobody has used.
func Revoke(t *batch.Turn, p *batch.Person, id int64) error {
	changed, err := sqlite.Changed(t.Tx.Exec("UPDATE invitation SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL AND used_by IS NULL", t.Now, id))
	if err != nil || !changed {
		return err
	}
	return t.Audit(p, 0, say.Text{Key: "audit.revoked"})
}
