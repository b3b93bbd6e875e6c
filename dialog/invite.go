package dialog

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Invitation is what a link is worth that makes whoever opens it an officer.
type Invitation struct {
	ID      int64
	Regions []int           // none: all
	Fault   InvitationFault // empty: it can be used
}

// InvitationFault is why an invitation can't be used.
type InvitationFault string

// The faults.
const (
	WasUsed    InvitationFault = "used"
	HasExpired InvitationFault = "expired"
	WasRevoked InvitationFault = "revoked"
)

// InvitationDays is how many days an invitation can be used.
const InvitationDays = 7

// maxOfficerRunes is the greatest length of what an officer is called, in characters.
const maxOfficerRunes = 60

// The values of verbOfficer. Those with a parameter have it behind a dot.
const (
	officerRegion  = "region"  // .code, then + or -
	officerRegions = "regions" // done with choosing
	officerList    = "list"
	officerRevoke  = "revoke"  // .id of an invitation
	officerRemove  = "remove"  // .id of an officer
	officerRemoved = "removed" // .id, confirmed
	officerAudit   = "audit"   // .id: entries older than that
)

// openInvitation takes somebody who started the bot by an invitation's link.
func (t *turn) openInvitation(i Invitation) {
	switch {
	case t.s.Officer != nil && t.s.Officer.Admin:
		t.reply(Send, nil, say("officer.already_admin"))
	case i.Fault != "":
		t.reply(Send, nil, say("officer.invitation_"+string(i.Fault)))
	default:
		t.note(OfficerJoined{i})
		t.s.Officer = &Officer{Regions: i.Regions}
		t.add(MenuReply(t.s))
		t.reply(Send, nil, Text{Key: "officer.welcome", Args: Args{"Regions": t.regionNames(i.Regions), "Commands": Words(commandHelp(OfficerCommands)...)}})
	}
}

func (t *turn) regionNames(codes []int) Value { return RegionNames(t.regions, codes) }

// RegionNames lists regions by their names; no code stands for all regions.
func RegionNames(regions []Region, codes []int) Value {
	if len(codes) == 0 {
		return Words(say("officer.all_regions"))
	}
	var names []Text
	for _, r := range regions {
		if slices.Contains(codes, r.Code) {
			names = append(names, r.text())
		}
	}
	return Value{Texts: names, Inline: true}
}

// text is a region's name as a message.
func (r Region) text() Text {
	if r.Name == "" {
		return say("question.region.answer.outside")
	}
	return Text{Key: "officer.region", Args: Args{"Name": Raw(r.Name)}}
}

// askInvited asks which regions an invitation is for.
func (t *turn) askInvited(mode Mode, regions []int) {
	t.s.Aside = Aside{Kind: AsideInvite, Regions: regions}
	t.reply(mode, append(t.regionKeys(verbOfficer, officerRegion, regions),
		Keys{Choices: []Choice{{Label: t.regionsDone(regions), Data: data(verbOfficer, officerRegions), Style: Primary}}}), say("officer.ask_regions"))
}

func (t *turn) regionsDone(regions []int) Text {
	if len(regions) == 0 {
		return say("button.all_regions")
	}
	return Text{Key: "button.regions_done", Args: Args{"Count": Count(len(regions))}}
}

// regionKeys are buttons that switch regions on and off.
func (t *turn) regionKeys(verb, action string, chosen []int) []Keys {
	var choices []Choice
	for _, r := range t.regions {
		choices = append(choices, pick(r.text(), slices.Contains(chosen, r.Code), data(verb, action, strconv.Itoa(r.Code))))
	}
	return []Keys{{Choices: choices}}
}

// switched puts a region into a list or takes it out, as its button said.
func (t *turn) switched(list []int, value string) []int {
	code, err := strconv.Atoi(strings.TrimRight(value, "+-"))
	if err != nil || !slices.ContainsFunc(t.regions, func(r Region) bool { return r.Code == code }) {
		return list
	}
	list = slices.DeleteFunc(slices.Clone(list), func(c int) bool { return c == code })
	if strings.HasSuffix(value, "+") {
		list = append(list, code)
		slices.Sort(list)
	}
	return list
}

// typedInvited takes what the invited officer is to be called.
func (t *turn) typedInvited(text string) {
	name := oneLine(text)
	if name == "" || utf8.RuneCountInString(name) > maxOfficerRunes {
		t.reply(Send, nil, Text{Key: "officer.name_length", Args: Args{"Max": Count(maxOfficerRunes)}})
		return
	}
	t.note(InvitationMade{Name: name, Regions: t.s.Aside.Regions})
	t.s.Aside = Aside{}
	t.add(Reply{Need: &Need{Kind: NeedInvitation}})
}

// tappedAdmin takes a tap that only administrators can make; false where the button is old.
func (t *turn) tappedAdmin(p tap) bool {
	action, argument := p.action()
	id, _ := strconv.ParseInt(argument, 10, 64)
	switch {
	case action == officerRegion && t.before.Kind == AsideInvite:
		t.askInvited(Edit, t.switched(t.before.Regions, argument))
	case action == officerRegions && t.before.Kind == AsideInvite:
		t.s.Aside = Aside{Kind: AsideInvite, Regions: t.before.Regions, Typing: true}
		t.reply(Edit, nil, Text{Key: "officer.ask_name", Args: Args{"Regions": t.regionNames(t.before.Regions)}})
	case action == officerList:
		t.tellOfficers(Edit)
	case action == officerRevoke && id > 0:
		t.note(InvitationRevoked{id})
		t.toast("toast.invitation_revoked")
		t.tellOfficers(Edit)
	case action == officerRemove && id > 0 && id != t.s.Officer.ID:
		t.s.Aside = Aside{Kind: AsideRemove, ID: id}
		t.add(Reply{Mode: Edit, Need: &Need{Kind: NeedOfficers, Officer: id}})
	case action == officerRemoved && t.before.Kind == AsideRemove && t.before.ID == id:
		t.note(OfficerRemoved{id})
		t.toast("toast.officer_removed")
		t.tellOfficers(Edit)
	case action == officerAudit && id > 0:
		t.add(Reply{Mode: Edit, Need: &Need{Kind: NeedAudit, Before: id}})
	default:
		return false
	}
	return true
}

func (t *turn) tellOfficers(mode Mode) {
	t.add(Reply{Mode: mode, Need: &Need{Kind: NeedOfficers}})
}
