package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ikmbot/dialog"
	"ikmbot/scoring/store/internal/sqlite"
)

// officerColumn is the role of a person p as JSON; empty where there is none.
const officerColumn = `coalesce((
	SELECT json_object('id', o.id, 'admin', json(iif(o.admin, 'true', 'false')),
		'regions', json((SELECT json_group_array(region) FROM officer_region WHERE officer_id = o.id)),
		'draft', json((SELECT json_set(content, '$.id', id) FROM broadcast WHERE officer_id = o.id AND state = 'draft')),
		'segments', json((SELECT json_group_array(json_object('name', name, 'segment', json(choice)) ORDER BY name) FROM segment WHERE officer_id = o.id)))
	FROM officer o WHERE o.chat_id = p.chat_id AND o.removed_at IS NULL), '')`

// readOfficer reads what officerColumn gives.
func readOfficer(column string) (*dialog.Officer, error) {
	if column == "" {
		return nil, nil
	}
	var o dialog.Officer
	if err := json.Unmarshal([]byte(column), &o); err != nil {
		return nil, fmt.Errorf("read officer: %w", err)
	}
	return &o, nil
}

// administer makes administrators of those whom the options name, and of nobody else. Who
// has talked with the bot already gets the menu that goes with it.
func (s *Store) administer(ctx context.Context) error {
	return s.file.Write(ctx, func(tx *sql.Tx) error {
		a := s.application(tx)
		rows, err := tx.Query("SELECT chat_id FROM officer WHERE admin = 1 AND removed_at IS NULL AND chat_id IS NOT NULL")
		if err != nil {
			return err
		}
		before, err := sqlite.All(rows, func(chat *int64) []any { return []any{chat} })
		if err != nil {
			return err
		}
		for _, chat := range before {
			if !slices.Contains(s.admins, chat) {
				if err := a.dismiss(chat); err != nil {
					return err
				}
			}
		}
		for _, chat := range s.admins {
			if !slices.Contains(before, chat) {
				if err := a.promote(chat); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// promote makes an administrator.
func (a *application) promote(chat int64) error {
	_, err1 := a.tx.Exec("DELETE FROM officer_region WHERE officer_id = (SELECT id FROM officer WHERE chat_id = ?)", chat)
	_, err2 := a.tx.Exec(`
		INSERT INTO officer (chat_id, name, admin, since) VALUES (?, '', 1, ?)
		ON CONFLICT (chat_id) DO UPDATE SET name = '', admin = 1, since = excluded.since, removed_at = NULL`, chat, a.now)
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("make an administrator: %w", err)
	}
	return a.renewMenu(chat)
}

// dismiss ends what a chat may do. What its officer had begun to write to many goes no further.
func (a *application) dismiss(chat int64) error {
	if err := a.endBroadcasts(chat); err != nil {
		return err
	}
	_, err := a.tx.Exec("UPDATE officer SET removed_at = ?, admin = 0 WHERE chat_id = ? AND removed_at IS NULL", a.now, chat)
	if err != nil {
		return fmt.Errorf("dismiss an officer: %w", err)
	}
	if err := a.freeAll(chat); err != nil {
		return fmt.Errorf("free the inquiries of an officer: %w", err)
	}
	return a.renewMenu(chat)
}

// renewMenu puts the menu of a chat's role on its way; of somebody never seen there is none.
func (a *application) renewMenu(chat int64) error {
	var session dialog.Session
	var officer string
	err := a.tx.QueryRow("SELECT language, "+officerColumn+" FROM person p WHERE chat_id = ?", chat).Scan(&session.Language, &officer)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the role of a chat: %w", err)
	}
	if session.Officer, err = readOfficer(officer); err != nil {
		return err
	}
	return a.queue(Outgoing{Chat: chat, Queued: a.now, Reply: dialog.MenuReply(session)}, 0)
}

// secretBytes is how many random bytes an invitation's link holds: 160 bits.
const secretBytes = 20

// invitationPrefix marks an invitation's secret among the parameters that the bot is started with.
const invitationPrefix = "officer-"

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// invite stores an invitation and keeps its link for the reply of this turn.
func (a *application) invite(p *person, e dialog.InvitationMade) error {
	secret := make([]byte, secretBytes)
	rand.Read(secret) // never fails
	payload := invitationPrefix + base64.RawURLEncoding.EncodeToString(secret)
	regions, err := json.Marshal(append([]int{}, e.Regions...)) // [] rather than null
	if err != nil {
		return err
	}
	const day = 24 * 60 * 60 * 1000
	expires := a.now + dialog.InvitationDays*day
	_, err = a.tx.Exec("INSERT INTO invitation (hash, name, regions, made_by, expires_at) VALUES (?, ?, ?, ?, ?)",
		hashOf(payload), e.Name, string(regions), p.session.Officer.ID, expires)
	a.made = &dialog.Made{Name: e.Name, Payload: payload, Expires: expires}
	return errors.Join(err, a.audit(p, 0, dialog.Text{Key: "audit.invited", Args: dialog.Args{"Regions": a.regionNames(e.Regions)}}))
}

func (a *application) regionNames(codes []int) dialog.Value {
	return dialog.RegionNames(a.dialog.Regions, codes)
}

// invitation finds what a parameter that a chat has started the bot with is worth; nil where it
// is no invitation's, or the chat has guessed too often.
func (a *application) invitation(chat int64, payload string) (*dialog.Invitation, error) {
	if !strings.HasPrefix(payload, invitationPrefix) || a.guesses.barred(chat, a.now) {
		return nil, nil
	}
	var i dialog.Invitation
	var regions string
	var expired, revoked, used bool
	err := a.tx.QueryRow("SELECT id, regions, expires_at <= ?, revoked_at IS NOT NULL, used_by IS NOT NULL FROM invitation WHERE hash = ?",
		a.now, hashOf(payload)).Scan(&i.ID, &regions, &expired, &revoked, &used)
	if errors.Is(err, sql.ErrNoRows) {
		a.guesses.note(chat, a.now)
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find invitation: %w", err)
	}
	switch {
	case used:
		i.Fault = dialog.WasUsed
	case revoked:
		i.Fault = dialog.WasRevoked
	case expired:
		i.Fault = dialog.HasExpired
	}
	return &i, json.Unmarshal([]byte(regions), &i.Regions)
}

// join makes an officer of whoever has used an invitation.
func (a *application) join(p *person, i dialog.Invitation) error {
	var id int64
	err := a.tx.QueryRow(`
		INSERT INTO officer (chat_id, name, admin, since) SELECT ?, name, 0, ? FROM invitation WHERE id = ?
		ON CONFLICT (chat_id) DO UPDATE SET name = excluded.name, admin = 0, since = excluded.since, removed_at = NULL
		RETURNING id`, p.chat, a.now, i.ID).Scan(&id)
	if err != nil {
		return err
	}
	_, err1 := a.tx.Exec("DELETE FROM officer_region WHERE officer_id = ?", id)
	_, err2 := a.tx.Exec("INSERT INTO officer_region (officer_id, region) SELECT ?, value FROM invitation, json_each(regions) WHERE invitation.id = ?", id, i.ID)
	// The name is the officer's from now on, and the invitation needs it no more.
	_, err3 := a.tx.Exec("UPDATE invitation SET used_by = ?, name = '' WHERE id = ?", id, i.ID)
	p.session.Officer = &dialog.Officer{ID: id, Regions: i.Regions}
	return errors.Join(err1, err2, err3, a.bring(p.chat), a.audit(p, 0, dialog.Text{Key: "audit.joined"}))
}

func (a *application) revoke(p *person, id int64) error {
	done, err := a.tx.Exec("UPDATE invitation SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL AND used_by IS NULL", a.now, id)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return a.audit(p, 0, dialog.Text{Key: "audit.revoked"})
}

// removeOfficer ends an officer's role and says so.
func (a *application) removeOfficer(p *person, id int64) error {
	var chat int64
	err := a.tx.QueryRow("SELECT coalesce(chat_id, 0) FROM officer WHERE id = ? AND admin = 0 AND removed_at IS NULL", id).Scan(&chat)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := errors.Join(a.dismiss(chat), a.audit(p, id, dialog.Text{Key: "audit.removed"})); err != nil {
		return err
	}
	var language dialog.Language
	err = a.tx.QueryRow("SELECT language FROM person WHERE chat_id = ?", chat).Scan(&language)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return errors.Join(err, a.queue(Outgoing{Chat: chat, Queued: a.now, Reply: dialog.RemovedReply(language)}, 0))
}

// audit notes what an officer did, and which officer it concerns, or 0.
func (a *application) audit(p *person, about int64, deed dialog.Text) error {
	text, err := json.Marshal(deed)
	if err != nil {
		return err
	}
	_, err = a.tx.Exec("INSERT INTO audit (at, officer_id, about_id, deed) VALUES (?, ?, nullif(?, 0), ?)", a.now, p.session.Officer.ID, about, string(text))
	return err
}

// roster reads the officers and the open invitations.
func (a *application) roster() (*dialog.Roster, error) {
	r := &dialog.Roster{Regions: a.dialog.Regions}
	rows, err := a.tx.Query(`
		SELECT id, name, admin, since, (SELECT json_group_array(region) FROM officer_region WHERE officer_id = officer.id)
		FROM officer WHERE removed_at IS NULL ORDER BY admin DESC, name, id`)
	if err != nil {
		return nil, err
	}
	r.Officers, err = sqlite.All(rows, func(o *dialog.OfficerRecord) []any {
		return []any{&o.ID, &o.Name, &o.Admin, &o.Since, sqlite.JSON(&o.Regions)}
	})
	if err != nil {
		return nil, err
	}
	rows, err = a.tx.Query(`
		SELECT id, name, expires_at, regions FROM invitation
		WHERE revoked_at IS NULL AND used_by IS NULL AND expires_at > ? ORDER BY id`, a.now)
	if err != nil {
		return nil, err
	}
	r.Invitations, err = sqlite.All(rows, func(i *dialog.InvitationRecord) []any {
		return []any{&i.ID, &i.Name, &i.Expires, sqlite.JSON(&i.Regions)}
	})
	return r, err
}

// auditPage is how many entries of the audit log are told at once.
const auditPage = 20

// auditLog reads a page of the audit log: the newest entries, or those older than one.
func (a *application) auditLog(before int64) (*dialog.Audit, error) {
	rows, err := a.tx.Query(`
		SELECT audit.id, audit.at, who.name, who.admin, about.id IS NOT NULL, coalesce(about.name, ''), deed
		FROM audit
		JOIN officer who ON who.id = officer_id
		LEFT JOIN officer about ON about.id = about_id
		WHERE audit.id < ? OR ? = 0 ORDER BY audit.id DESC LIMIT ?`, before, before, auditPage+1)
	if err != nil {
		return nil, err
	}
	entries, err := sqlite.All(rows, func(e *dialog.AuditEntry) []any {
		return []any{&e.ID, &e.At, &e.Who, &e.Admin, &e.Concerns, &e.About, sqlite.JSON(&e.Deed)}
	})
	return &dialog.Audit{Entries: entries[:min(len(entries), auditPage)], More: len(entries) > auditPage}, err
}
