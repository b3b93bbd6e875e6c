package office

import (
	"strconv"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Tap takes a tap on one of the office's buttons. From anybody but an officer it counts as an old
// button.
func Tap(t *turn.Turn, b button.Button) {
	if t.Session.Officer == nil || !t.Session.Officer.Admin || !tappedAdmin(t, b) {
		t.Toast("toast.old_button")
	}
}

// tappedAdmin takes a tap that only administrators can make; false where the button is old.
func tappedAdmin(t *turn.Turn, b button.Button) bool {
	action, argument := b.Action()
	id, _ := strconv.ParseInt(argument, 10, 64)
	switch {
	case action == actRegion && t.Before.Kind == turn.AsideInvite:
		Invite(t, say.Edit, switched(t, t.Before.Regions, argument))
	case action == actRegions && t.Before.Kind == turn.AsideInvite:
		t.Session.Aside = turn.Aside{Kind: turn.AsideInvite, Regions: t.Before.Regions, Typing: true}
		t.Ask(say.Edit, nil, say.Text{Key: "officer.ask_name", Args: say.Args{"Regions": t.RegionNames(t.Before.Regions)}})
	case action == actList:
		List(t, say.Edit)
	case action == actRevoke && id > 0:
		t.Note(InvitationRevoked{id})
		t.Toast("toast.invitation_revoked")
		List(t, say.Edit)
	case action == actRemove && id > 0 && id != t.Session.Officer.ID:
		t.Session.Aside = turn.Aside{Kind: turn.AsideRemove, ID: id}
		t.Add(say.Reply{Mode: say.Edit, Need: &say.Need{Kind: say.NeedOfficers, Officer: id}})
	case action == actRemoved && t.Before.Kind == turn.AsideRemove && t.Before.ID == id:
		t.Note(Removed{id})
		t.Toast("toast.officer_removed")
		List(t, say.Edit)
	case action == actAudit && id > 0:
		t.Add(say.Reply{Mode: say.Edit, Need: &say.Need{Kind: say.NeedAudit, Before: id}})
	default:
		return false
	}
	return true
}

// List lists the officers and the open invitations.
func List(t *turn.Turn, mode say.Mode) {
	t.Add(say.Reply{Mode: mode, Need: &say.Need{Kind: say.NeedOfficers}})
}

// ListAudit shows the newest entries of the audit log.
func ListAudit(t *turn.Turn) { t.Add(say.Reply{Need: &say.Need{Kind: say.NeedAudit}}) }
