package client

import (
	"context"
	"encoding/json"
	"time"
)

// MaxPoll is the longest wait for updates that the Bot API allows.
const MaxPoll = 50 * time.Second

// pollGrace is how late an answer may be, counted from the end of the wait that was asked for.
const pollGrace = 15 * time.Second

// mostUpdates is the most the Bot API hands out at once.
const mostUpdates = 100

type updatesCall struct {
	Offset  int64    `json:"offset,omitempty"`
	Limit   int      `json:"limit"`
	Timeout int      `json:"timeout"` // seconds
	Allowed []string `json:"allowed_updates,omitempty"`
}

// GetUpdates waits up to timeout, at most MaxPoll, for updates of the allowed
// kinds, and returns up to 100. They are not decoded, so that one that can't be
// is no obstacle to the others. The call confirms all updates below offset; 0
// confirms none. No updates and no error means that none came in time. A refusal
// is an *APIError (401: wrong token; 409: another program fetches, see
// [APIError.WebhookActive]), a network fault a *NetError.
func (c *Client) GetUpdates(ctx context.Context, offset int64, timeout time.Duration, allowed []string) ([]json.RawMessage, error) {
	timeout = min(timeout, MaxPoll)
	ctx, cancel := context.WithTimeout(ctx, timeout+pollGrace)
	defer cancel()
	resp, body, err := c.post(ctx, c.poll, "getUpdates", updatesCall{offset, mostUpdates, int(timeout.Seconds()), allowed})
	if err != nil {
		return nil, err
	}
	var updates []json.RawMessage
	err = c.read("getUpdates", resp, body, &updates)
	return updates, err
}
