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

	"ikmbot/dialog/office"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/sqlite"
)

// officerColumn is the role of a person p as JSON; empty where there is none.
const officerColumn = `coalesce((
	SELECT json_object('id', o.id, 'admin', json(iif(o.admin, 'true', 'false')),
		'regions', json((SELECT json_group_array(region) FROM officer_region WHERE officer_id = o.id)),
		'draft', json((SELECT json_set(content, '$.id', id) FROM broadcast WHERE officer_id = o.id AND state = 'draft')),
		'segments', json((SELECT json_group_array(json_object('name', name, 'segment', json(choice)) ORDER BY name) FROM segment WHERE officer_id = o.id)))
	FROM officer o WHERE o.chat_id = p.chat_id AND o.removed_at IS NULL), '')`

// administer makes administrators of those whom the options name, and of nobody else. Who
// has talked with the bot already gets the menu that goes with it.
func administer(ctx context.Context, w *writer) error {
	return w.write(ctx, func(t *application) error {
		rows, err := t.tx.Query("SELECT chat_id FROM officer WHERE admin = 1 AND removed_at IS NULL AND chat_id IS NOT NULL")
		if err != nil {
			return err
		}
		before, err := sqlite.All(rows, func(chat *int64) []any { return []any{chat} })
		if err != nil {
			return err
		}
		for _, chat := range before {
			if !t.isAdmin(chat) {
				if err := t.dismiss(chat); err != nil {
					return err
				}
			}
		}
		for _, chat := range t.admins {
			if !slices.Contains(before, chat) {
				if err := t.promote(chat); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// promote makes an administrator.
func (t *application) promote(chat int64) error {
	_, err := t.tx.Exec("DELETE FROM officer_region WHERE officer_id = (SELECT id FROM officer WHERE chat_id = ?)", chat)
	if err == nil {
		_, err = t.tx.Exec(`
			INSERT INTO officer (chat_id, name, admin, since) VALUES (?, '', 1, ?)
			ON CONFLICT (chat_id) DO UPDATE SET name = '', admin = 1, since = excluded.since, removed_at = NULL`, chat, t.now)
	}
	if err != nil {
		return fmt.Errorf("make an administrator: %w", err)
	}
	return t.renewMenu(chat)
}

// dismiss ends what a chat may do. What its officer had begun to write to many goes no further.
func (t *application) dismiss(chat int64) error {
	if err := t.endBroadcasts(chat); err != nil {
		return err
	}
	_, err := t.tx.Exec("UPDATE officer SET removed_at = ?, admin = 0 WHERE chat_id = ? AND removed_at IS NULL", t.now, chat)
	if err != nil {
		return fmt.Errorf("dismiss an officer: %w", err)
	}
	if err := t.freeAll(chat); err != nil {
		return fmt.Errorf("free the inquiries of an officer: %w", err)
	}
	return t.renewMenu(chat)
}

// renewMenu puts the menu of a chat's role on its way; of somebody never seen there is none.
func (t *application) renewMenu(chat int64) error {
	var session turn.Session
	err := t.tx.QueryRow("SELECT language, "+officerColumn+" FROM person p WHERE chat_id = ?", chat).Scan(&session.Language, sqlite.JSON(&session.Officer))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the role of a chat: %w", err)
	}
	return t.queue(Outgoing{Chat: chat, Queued: t.now, Reply: turn.MenuReply(session)}, 0)
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
func (t *application) invite(p *person, e office.InvitationMade) error {
	secret := make([]byte, secretBytes)
	rand.Read(secret) // never fails
	payload := invitationPrefix + base64.RawURLEncoding.EncodeToString(secret)
	regions, err := json.Marshal(append([]int{}, e.Regions...)) // [] rather than null
	if err != nil {
		return err
	}
	expires := t.now + office.InvitationDays*dayInMillis
	_, err = t.tx.Exec("INSERT INTO invitation (hash, name, regions, made_by, expires_at) VALUES (?, ?, ?, ?, ?)",
		hashOf(payload), e.Name, string(regions), p.session.Officer.ID, expires)
	if err != nil {
		return err
	}
	t.made = &office.Made{Name: e.Name, Payload: payload, Expires: expires}
	return t.audit(p, 0, say.Text{Key: "audit.invited", Args: say.Args{"Regions": t.regionNames(e.Regions)}})
}

func (t *application) regionNames(codes []int) say.Value {
	return say.RegionNames(t.dialog.Regions, codes)
}

// invitation finds the invitation whose link a chat has started the bot with. The event stays as it
// is where there is none, or the chat has guessed too often.
func (t *application) invitation(chat int64, e *turn.Event) error {
	if !strings.HasPrefix(e.Payload, invitationPrefix) || t.guesses.barred(chat, t.now) {
		return nil
	}
	var i turn.Invitation
	var expired, revoked, used bool
	err := t.tx.QueryRow("SELECT id, regions, expires_at <= ?, revoked_at IS NOT NULL, used_by IS NOT NULL FROM invitation WHERE hash = ?",
		t.now, hashOf(e.Payload)).Scan(&i.ID, sqlite.JSON(&i.Regions), &expired, &revoked, &used)
	if errors.Is(err, sql.ErrNoRows) {
		t.guesses.note(chat, t.now)
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

// join makes an officer of whoever has used an invitation.
func (t *application) join(p *person, i turn.Invitation) error {
	var id int64
	err := t.tx.QueryRow(`
		INSERT INTO officer (chat_id, name, admin, since) SELECT ?, name, 0, ? FROM invitation WHERE id = ?
		ON CONFLICT (chat_id) DO UPDATE SET name = excluded.name, admin = 0, since = excluded.since, removed_at = NULL
		RETURNING id`, p.chat, t.now, i.ID).Scan(&id)
	if err != nil {
		return err
	}
	if _, err := t.tx.Exec("DELETE FROM officer_region WHERE officer_id = ?", id); err != nil {
		return err
	}
	_, err = t.tx.Exec("INSERT INTO officer_region (officer_id, region) SELECT ?, value FROM invitation, json_each(regions) WHERE invitation.id = ?", id, i.ID)
	if err != nil {
		return err
	}
	// The name is the officer's from now on, and the invitation needs it no more.
	if _, err := t.tx.Exec("UPDATE invitation SET used_by = ?, name = '' WHERE id = ?", id, i.ID); err != nil {
		return err
	}
	p.session.Officer = &turn.Officer{ID: id, Regions: i.Regions}
	if err := t.bring(p.chat); err != nil {
		return err
	}
	return t.audit(p, 0, say.Text{Key: "audit.joined"})
}

func (t *application) revoke(p *person, id int64) error {
	changed, err := sqlite.Changed(t.tx.Exec("UPDATE invitation SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL AND used_by IS NULL", t.now, id))
	if err != nil || !changed {
		return err
	}
	return t.audit(p, 0, say.Text{Key: "audit.revoked"})
}

// removeOfficer ends an officer's role and says so.
func (t *application) removeOfficer(p *person, id int64) error {
	var chat int64
	err := t.tx.QueryRow("SELECT coalesce(chat_id, 0) FROM officer WHERE id = ? AND admin = 0 AND removed_at IS NULL", id).Scan(&chat)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.dismiss(chat); err != nil {
		return err
	}
	if err := t.audit(p, id, say.Text{Key: "audit.removed"}); err != nil {
		return err
	}
	var language say.Language
	err = t.tx.QueryRow("SELECT language FROM person WHERE chat_id = ?", chat).Scan(&language)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.queue(Outgoing{Chat: chat, Queued: t.now, Reply: office.RemovedReply(language)}, 0)
}

// audit notes what an officer did, and which officer it concerns, or 0.
func (t *application) audit(p *person, about int64, deed say.Text) error {
	text, err := json.Marshal(deed)
	if err != nil {
		return err
	}
	_, err = t.tx.Exec("INSERT INTO audit (at, officer_id, about_id, deed) VALUES (?, ?, nullif(?, 0), ?)", t.now, p.session.Officer.ID, about, string(text))
	return err
}

// auditExport notes that an officer was given a file of businesses.
func (t *application) auditExport(p *person, e recap.Exported) error {
	key := "audit.exported"
	if e.Document.Names {
		key = "audit.exported_names"
	}
	return t.audit(p, 0, say.Text{Key: key, Args: say.Args{"Regions": t.regionNames(e.Regions)}})
}

// roster reads the officers and the open invitations.
func (t *application) roster() (*office.Roster, error) {
	r := &office.Roster{Regions: t.dialog.Regions}
	rows, err := t.tx.Query(`
		SELECT id, name, admin, since, (SELECT json_group_array(region) FROM officer_region WHERE officer_id = officer.id)
		FROM officer WHERE removed_at IS NULL ORDER BY admin DESC, name, id`)
	if err != nil {
		return nil, err
	}
	r.Officers, err = sqlite.All(rows, func(o *office.OfficerRecord) []any {
		return []any{&o.ID, &o.Name, &o.Admin, &o.Since, sqlite.JSON(&o.Regions)}
	})
	if err != nil {
		return nil, err
	}
	rows, err = t.tx.Query(`
		SELECT id, name, expires_at, regions FROM invitation
		WHERE revoked_at IS NULL AND used_by IS NULL AND expires_at > ? ORDER BY id`, t.now)
	if err != nil {
		return nil, err
	}
	r.Invitations, err = sqlite.All(rows, func(i *office.InvitationRecord) []any {
		return []any{&i.ID, &i.Name, &i.Expires, sqlite.JSON(&i.Regions)}
	})
	return r, err
}

// auditPage is how many entries of the audit log are told at once.
const auditPage = 20

// auditLog reads a page of the audit log: the newest entries, or those older than one.
func (t *application) auditLog(before int64) (*office.Audit, error) {
	rows, err := t.tx.Query(`
		SELECT audit.id, audit.at, who.name, who.admin, about.id IS NOT NULL, coalesce(about.name, ''), deed
		FROM audit
		JOIN officer who ON who.id = officer_id
		LEFT JOIN officer about ON about.id = about_id
		WHERE audit.id < ? OR ? = 0 ORDER BY audit.id DESC LIMIT ?`, before, before, auditPage+1)
	if err != nil {
		return nil, err
	}
	entries, err := sqlite.All(rows, func(e *office.AuditEntry) []any {
		return []any{&e.ID, &e.At, &e.Who, &e.Admin, &e.Concerns, &e.About, sqlite.JSON(&e.Deed)}
	})
	return &office.Audit{Entries: entries[:min(len(entries), auditPage)], More: len(entries) > auditPage}, err
}
