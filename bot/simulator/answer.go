package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// answer is the response to one call.
type answer struct {
	code        int
	description string // of a refusal
	body        []byte
	html        bool
	cut         bool // the connection ends without an answer; code is 0
	faulted     bool // affected by a Fault
}

// rawResult is a result that is JSON already.
type rawResult []byte

// answerTo makes an answer of a method's outcome.
func answerTo(result any, err error) answer {
	var refused refusal
	switch {
	case errors.As(err, &refused):
		return refused.answer()
	case err != nil:
		return refusal{code: http.StatusInternalServerError, description: "Internal Server Error: " + err.Error()}.answer()
	}
	raw, ready := result.(rawResult)
	if !ready {
		if raw, err = json.Marshal(result); err != nil {
			return answerTo(nil, fmt.Errorf("encode result: %w", err))
		}
	}
	body := bytes.NewBuffer(make([]byte, 0, len(raw)+len(`{"ok":true,"result":}`)))
	body.WriteString(`{"ok":true,"result":`)
	body.Write(raw)
	body.WriteByte('}')
	return answer{code: http.StatusOK, body: body.Bytes()}
}

// write sends the answer, or ends the connection without one.
func (a answer) write(w http.ResponseWriter) {
	if a.cut {
		panic(http.ErrAbortHandler)
	}
	contentType := "application/json"
	if a.html {
		contentType = "text/html"
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.code)
	w.Write(a.body)
}

// refusal is a call refused in Telegram's words.
type refusal struct {
	code        int
	description string
	retryAfter  time.Duration // sent in whole seconds, rounded up; 0: not sent
}

// Error is the description as Telegram gives it.
func (r refusal) Error() string { return r.description }

// badRequest refuses a call that can't be carried out as it stands.
func badRequest(format string, args ...any) refusal {
	return refusal{code: http.StatusBadRequest, description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

// forbidden refuses a call that the person does not allow.
func forbidden(reason string) refusal {
	return refusal{code: http.StatusForbidden, description: "Forbidden: " + reason}
}

// conflict refuses a getUpdates that competes with a webhook or another getUpdates.
func conflict(reason string) refusal {
	return refusal{code: http.StatusConflict, description: "Conflict: " + reason}
}

// tooMany refuses a call past the rate limits.
func tooMany(wait time.Duration) refusal {
	seconds := wholeSeconds(wait)
	return refusal{
		code:        http.StatusTooManyRequests,
		description: fmt.Sprintf("Too Many Requests: retry after %d", seconds),
		retryAfter:  wait,
	}
}

func (r refusal) answer() answer {
	type parameters struct {
		RetryAfter int `json:"retry_after"`
	}
	envelope := struct {
		OK          bool        `json:"ok"`
		Code        int         `json:"error_code"`
		Description string      `json:"description"`
		Parameters  *parameters `json:"parameters,omitempty"`
	}{Code: r.code, Description: r.description}
	if r.retryAfter > 0 {
		envelope.Parameters = &parameters{RetryAfter: wholeSeconds(r.retryAfter)}
	}
	body, _ := json.Marshal(envelope) // strings and numbers always encode
	return answer{code: r.code, description: r.description, body: body}
}

func wholeSeconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
