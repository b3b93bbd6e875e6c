package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ErrUnready is wrapped by the error of a call that was not made because its content could not be
// read yet: trying again after a while may help.
var ErrUnready = errors.New("not ready to be sent")

// An APIError is a call that was answered, but not with ok.
type APIError struct {
	Method      string        // the Bot API method called
	HTTP        int           // status of the HTTP answer
	Code        int           // error_code; 0 where the answer did not come from the Bot API
	RetryAfter  time.Duration // how long Telegram wants to be left alone; 0: it did not say
	Description string        // Telegram's own words, without what they quote
}

func (e *APIError) Error() string {
	return fmt.Sprintf("%s: %d %s", e.Method, e.status(), e.Description)
}

// status is the error code of the Bot API, or the HTTP status if something else answered.
func (e *APIError) status() int {
	if e.Code != 0 {
		return e.Code
	}
	return e.HTTP
}

// WebhookActive reports whether getUpdates was refused because a webhook is
// set. Any other 409 means that a second program fetches the same bot's updates.
func (e *APIError) WebhookActive() bool {
	return e.Code == http.StatusConflict && strings.Contains(strings.ToLower(e.Description), "webhook")
}

// Foreign reports whether err is an answer that did not come from the Bot API, but from somebody
// in between, such as a proxy.
func Foreign(err error) bool {
	refused, ok := errors.AsType[*APIError](err)
	return ok && refused.Code == 0
}

// A NetError is a call that got no answer.
type NetError struct {
	Method string // the Bot API method called
	Sent   bool   // false: certainly not sent; true: Telegram may have received it
	Err    error  // why
}

func (e *NetError) Error() string { return fmt.Sprintf("%s: no answer: %v", e.Method, e.Err) }

// Unwrap returns Err.
func (e *NetError) Unwrap() error { return e.Err }

// An envelope holds the fields around the result in every answer of the Bot API.
type envelope struct {
	OK          bool   `json:"ok"`
	Code        int    `json:"error_code"`
	Description string `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

// refusal returns nil for an answer that says ok, otherwise an *APIError.
func refusal(method string, resp *http.Response, body []byte, redact func(string) string) error {
	if resp.StatusCode == http.StatusOK && saysOK(body) {
		return nil
	}
	var e envelope
	if err := json.Unmarshal(body, &e); err != nil || (!e.OK && e.Code == 0) {
		return foreignAnswer(method, resp)
	}
	return e.refusal(method, resp, redact)
}

// saysOK recognizes a good answer without decoding it, since the library decodes it anyway.
func saysOK(body []byte) bool {
	return bytes.HasPrefix(body, []byte(`{"ok":true`)) && bytes.HasSuffix(bytes.TrimSpace(body), []byte("}"))
}

func (e *envelope) refusal(method string, resp *http.Response, redact func(string) string) error {
	if e.OK {
		return nil
	}
	return &APIError{
		Method:      method,
		HTTP:        resp.StatusCode,
		Code:        e.Code,
		RetryAfter:  time.Duration(e.Parameters.RetryAfter) * time.Second,
		Description: clean(redact(e.Description)),
	}
}

// foreignAnswer is the error for an answer by something in between, such as a
// proxy's page. It quotes nothing of the page, which may echo the address.
func foreignAnswer(method string, resp *http.Response) error {
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	return &APIError{
		Method:      method,
		HTTP:        resp.StatusCode,
		RetryAfter:  time.Duration(max(0, seconds)) * time.Second,
		Description: "not an answer of the Bot API",
	}
}

// Code returns the Bot API's error code in err, the HTTP status if something
// else answered, and 0 if nothing did.
func Code(err error) int {
	if refused, ok := errors.AsType[*APIError](err); ok {
		return refused.status()
	}
	return 0
}

// Reason returns the text of err, at most 200 characters long and safe to keep:
// without the token, and without anything quoted from a message.
func Reason(err error) string {
	if refused, ok := errors.AsType[*APIError](err); ok {
		return refused.Description
	}
	if unanswered, ok := errors.AsType[*NetError](err); ok {
		return clean(unanswered.Error())
	}
	return clean(err.Error())
}

const longestReason = 200 // characters

// quoted matches what Telegram repeats of a message when it complains about its markup.
var quoted = regexp.MustCompile(`"[^"]*"?`)

func clean(s string) string {
	s = quoted.ReplaceAllLiteralString(s, `"…"`)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > longestReason {
		return string(runes[:longestReason-1]) + "…"
	}
	return s
}
