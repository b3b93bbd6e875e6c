package client

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
)

// Action is what a sender has to do after a call.
type Action uint8

// The verdicts on a call.
const (
	Done           Action = iota // everything is as it should be, though perhaps not by this call
	Retry                        // certainly not sent: try again after a while
	RetryMaybeSent               // perhaps sent: trying again may send it twice
	Wait                         // Telegram wants no such call for a while
	Plain                        // Telegram can't parse the markup: send as plain text
	Resend                       // the message to edit, or the file to send again, is gone: send a new one
	Gone                         // the person can't be reached until they write again
	GiveUp                       // refused for good
	Stop                         // the token is not valid: no call will succeed
)

var actionNames = [...]string{"done", "retry", "retry, maybe sent", "wait", "plain", "resend", "gone", "give up", "stop"}

func (a Action) String() string { return actionNames[a] }

// Verdict says what to do after a call that returned err, wrapped or not. The
// wait comes with Wait only, and is at least a second. An error that is not from
// this package, such as one met while building the call, means GiveUp.
func Verdict(err error) (action Action, wait time.Duration) {
	if err == nil {
		return Done, 0
	}
	if refused, ok := errors.AsType[*APIError](err); ok {
		return refused.verdict()
	}
	if unanswered, ok := errors.AsType[*NetError](err); ok {
		if unanswered.Sent {
			return RetryMaybeSent, 0
		}
		return Retry, 0
	}
	if errors.Is(err, ErrUnready) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return Retry, 0
	}
	return GiveUp, 0
}

func (e *APIError) verdict() (Action, time.Duration) {
	switch status := e.status(); {
	case status == http.StatusTooManyRequests, e.RetryAfter > 0:
		return Wait, max(e.RetryAfter, time.Second)
	case status >= http.StatusInternalServerError:
		return RetryMaybeSent, 0
	case status == http.StatusRequestEntityTooLarge:
		return GiveUp, 0
	case e.Code == 0 && status < http.StatusMultipleChoices:
		return RetryMaybeSent, 0 // a good answer, garbled on its way
	case e.Code == 0, status == http.StatusConflict:
		return Retry, 0
	case status == http.StatusUnauthorized:
		return Stop, 0
	case status == http.StatusForbidden:
		return Gone, 0
	case status == http.StatusBadRequest:
		return badRequest(e.Description), 0
	default:
		return GiveUp, 0
	}
}

// badRequests tells refusals with code 400 apart, which the Bot API does by their text alone.
var badRequests = []struct {
	text   string
	action Action
}{
	{"message is not modified", Done},
	{"query is too old", Done},
	{"query id is invalid", Done},
	{"can't parse entities", Plain},
	{"message to edit not found", Resend},
	{"message can't be edited", Resend},
	{"message_id_invalid", Resend},
	{"there is no text in the message to edit", Resend},
	{"there is no caption in the message to edit", Resend},
	{"wrong file identifier", Resend},
	{"wrong remote file identifier", Resend},
	{"chat not found", Gone},
	{"user not found", Gone},
	{"user is deactivated", Gone},
	{"peer_id_invalid", Gone},
}

func badRequest(description string) Action {
	description = strings.ToLower(description)
	for _, b := range badRequests {
		if strings.Contains(description, b.text) {
			return b.action
		}
	}
	return GiveUp
}
