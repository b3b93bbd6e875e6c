package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// Call makes a call without uploads, sending the library's parameters as JSON. If result is not
// nil, the answer is decoded into it. A refusal is an *APIError, a network fault a *NetError; a
// call that gets no answer within a minute is cancelled.
//
// The library sends every call as a multipart form and decodes the answer whole. The calls of each
// turn go this way instead: it takes less than half the processor time, and a message that was sent
// is not taken for a failed one because it came back with something in it that the library can't
// decode.
func (c *Client) Call(ctx context.Context, method string, params, result any) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	resp, body, err := c.post(ctx, c.send, method, params)
	if err != nil {
		return err
	}
	if result == nil {
		return refusal(method, resp, body, c.redact)
	}
	return c.read(method, resp, body, result)
}

// post sends a call as JSON and reads the answer whole.
func (c *Client) post(ctx context.Context, t *http.Transport, method string, params any) (*http.Response, []byte, error) {
	var call bytes.Buffer
	encoder := json.NewEncoder(&call)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(params); err != nil {
		return nil, nil, fmt.Errorf("build the call %s: %w", method, err)
	}
	form := bytes.TrimSuffix(call.Bytes(), []byte("\n")) // with which the encoder ends
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint(method), bytes.NewReader(form))
	if err != nil {
		return nil, nil, fmt.Errorf("build the call %s: %w", method, err)
	}
	r.Header.Set("Content-Type", "application/json")
	return c.exchange(ctx, t, r)
}

// read decodes an answer that says ok.
func (c *Client) read(method string, resp *http.Response, body []byte, result any) error {
	answer := struct {
		envelope
		Result any `json:"result"`
	}{Result: result}
	if err := json.Unmarshal(body, &answer); err != nil || (!answer.OK && answer.Code == 0) {
		return foreignAnswer(method, resp)
	}
	return answer.refusal(method, resp, c.redact)
}
