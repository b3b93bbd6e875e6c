package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/client"
)

func TestClient_GetUpdates(t *testing.T) {
	t.Parallel()
	t.Run("asks as told and leaves the updates undecoded", func(t *testing.T) {
		t.Parallel()
		var asked string
		_, c := caller(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			asked = r.URL.Path + " " + string(body)
			io.WriteString(w, `{"ok":true,"result":[{"update_id":7},{"update_id":8,"message":{"forward_origin":{"type":"new"}}}]}`)
		}))
		got, err := c.GetUpdates(context.Background(), 7, time.Hour, []string{"message", "callback_query"})
		if err != nil {
			t.Fatal(err)
		}
		want := []json.RawMessage{
			json.RawMessage(`{"update_id":7}`),
			json.RawMessage(`{"update_id":8,"message":{"forward_origin":{"type":"new"}}}`),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		ask := "/bot" + token + `/getUpdates {"offset":7,"limit":100,"timeout":50,"allowed_updates":["message","callback_query"]}`
		if asked != ask {
			t.Errorf("asked %s\nwant  %s", asked, ask)
		}
	})
	for _, row := range []struct {
		name    string
		status  int
		body    string
		code    int
		webhook bool
		next    client.Action
	}{
		{"a wrong token", 401, `{"ok":false,"error_code":401,"description":"Unauthorized"}`, 401, false, client.Stop},
		{"a second program that fetches", 409, `{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request"}`, 409, false, client.Retry},
		{"an active webhook", 409, `{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active"}`, 409, true, client.Retry},
		{"a flood", 429, `{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":3}}`, 429, false, client.Wait},
		{"a page of somebody else", 404, `<p>/bot` + token, 404, false, client.Retry},
	} {
		t.Run("tells "+row.name, func(t *testing.T) {
			t.Parallel()
			_, c := caller(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(row.status)
				io.WriteString(w, row.body)
			}))
			_, err := c.GetUpdates(context.Background(), 0, 0, nil)
			var got *client.APIError
			if !errors.As(err, &got) || client.Code(err) != row.code || got.WebhookActive() != row.webhook {
				t.Errorf("got %#v", err)
			}
			if next, _ := client.Verdict(err); next != row.next {
				t.Errorf("verdict %v, want %v", next, row.next)
			}
			noToken(t, err)
		})
	}
	t.Run("tells a network fault", func(t *testing.T) {
		t.Parallel()
		_, c := caller(t, listen(t, func(conn net.Conn) { io.Copy(conn, conn) }))
		_, err := c.GetUpdates(context.Background(), 0, 0, nil)
		if _, ok := errors.AsType[*client.NetError](err); !ok {
			t.Errorf("got %v, want a *NetError", err)
		}
		noToken(t, err)
	})
}
