package office

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// InvitationDays is how many days an invitation is valid.
const InvitationDays = 7

// maxOfficerRunes is the greatest length of an officer's name, in characters.
const maxOfficerRunes = 60

// The actions in the value of [button.Officer]. A parameter follows after a dot.
const (
	actRegion  = "region"  // .code, then + or -
	actRegions = "regions" // done with choosing
	actList    = "list"
	actRevoke  = "revoke"  // .id of an invitation
	actRemove  = "remove"  // .id of an officer
	actRemoved = "removed" // .id, confirmed
	actAudit   = "audit"   // .id: entries older than that one
)

// OpenInvitation takes somebody who started the bot through an invitation's link.
func OpenInvitation(t *turn.Turn, i turn.Invitation) {
	switch {
	case t.Session.Officer != nil && t.Session.Officer.Admin:
		t.Reply(say.Send, nil, say.Message("officer.already_admin"))
	case i.Fault != "":
		t.Reply(say.Send, nil, say.Message("officer.invitation_"+string(i.Fault)))
	default:
		t.Note(Joined{i})
		t.Session.Officer = &turn.Officer{Regions: i.Regions}
		t.Add(turn.MenuReply(t.Session))
		Welcome(t, say.Send)
	}
}

// Welcome welcomes an officer or administrator as what they are.
func Welcome(t *turn.Turn, mode say.Mode, notes ...say.Text) {
	key, commands := "officer.welcome", say.OfficerCommands
	if t.Session.Officer.Admin {
		key, commands = "officer.welcome_admin", slices.Concat(say.OfficerCommands, say.AdminCommands)
	}
	var keys []say.Keys
	if !t.Session.Consented() {
		keys = say.Row(say.Choice{Label: say.Message("button.own_questionnaire"), Data: button.Data(button.Go, button.GoConsent)})
	}
	t.Reply(mode, keys, append(notes, say.Text{Key: key, Args: say.Args{
		"Regions": t.RegionNames(t.Session.Officer.Regions), "Commands": say.Words(say.CommandLines(commands)...)}})...)
}

// Invite asks which regions an invitation is for.
func Invite(t *turn.Turn, mode say.Mode, regions []int) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideInvite, Regions: regions}
	t.Reply(mode, append(regionKeys(t, button.Officer, actRegion, regions),
		say.Keys{Choices: []say.Choice{{Label: regionsDone(regions),
			Data: button.Data(button.Officer, actRegions), Style: say.Primary}}}), say.Message("officer.ask_regions"))
}

func regionsDone(regions []int) say.Text {
	if len(regions) == 0 {
		return say.Message("button.all_regions")
	}
	return say.Text{Key: "button.regions_done", Args: say.Args{"Count": say.Count(len(regions))}}
}

// regionKeys returns buttons that switch regions on and off.
func regionKeys(t *turn.Turn, verb, action string, chosen []int) []say.Keys {
	var choices []say.Choice
	for _, r := range t.Regions {
		choices = append(choices,
			say.Pick(r.Label(), slices.Contains(chosen, r.Code), button.Data(verb, action, strconv.Itoa(r.Code))))
	}
	return []say.Keys{{Choices: choices}}
}

// switched adds a region to a list or removes it, as its button said.
func switched(t *turn.Turn, list []int, value string) []int {
	code, err := strconv.Atoi(strings.TrimRight(value, "+-"))
	if err != nil || !slices.ContainsFunc(t.Regions, func(r say.Region) bool { return r.Code == code }) {
		return list
	}
	list = slices.DeleteFunc(slices.Clone(list), func(c int) bool { return c == code })
	if strings.HasSuffix(value, "+") {
		list = append(list, code)
		slices.Sort(list)
	}
	return list
}

// Naming reports whether what is typed now is the name of the invited officer.
func Naming(t *turn.Turn) bool {
	return t.Session.Aside.Kind == turn.AsideInvite && t.Session.Aside.Typing && t.Session.Officer != nil
}

// TypedName takes the name of the invited officer.
func TypedName(t *turn.Turn, text string) {
	name := say.OneLine(text)
	if name == "" || utf8.RuneCountInString(name) > maxOfficerRunes {
		t.Reply(say.Send, nil, say.Text{Key: "officer.name_length", Args: say.Args{"Max": say.Count(maxOfficerRunes)}})
		return
	}
	t.Note(InvitationMade{Name: name, Regions: t.Session.Aside.Regions})
	t.Session.Aside = turn.Aside{}
	t.Add(say.Reply{Need: &say.Need{Kind: say.NeedInvitation}})
}
