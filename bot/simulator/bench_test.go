package simulator_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"testing"

	"ikmbot/bot/simulator"
)

// BenchmarkServer_SendMessage is what one call costs, client and HTTP included.
func BenchmarkServer_SendMessage(b *testing.B) {
	s := start(b, simulator.Options{CallsKept: -1, MessagesKept: 10})
	s.Phone(owner).Send("hi")
	body := []byte(`{"chat_id":4711,"text":"<b>Pertanyaan</b> 12 dari 36","parse_mode":"HTML","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"1"}],[{"text":"b","callback_data":"2"}]]}}`)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r, err := client.Post(s.URL()+"/bot"+s.Token()+"/sendMessage", "application/json", bytes.NewReader(body))
			if err != nil {
				b.Fatal(err)
			}
			io.Copy(io.Discard, r.Body)
			r.Body.Close()
		}
	})
}

// BenchmarkServer_NoMethod is the same call up to the method: what HTTP alone costs.
func BenchmarkServer_NoMethod(b *testing.B) {
	s := start(b, simulator.Options{CallsKept: -1})
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r, err := client.Get(s.URL() + "/")
			if err != nil {
				b.Fatal(err)
			}
			io.Copy(io.Discard, r.Body)
			r.Body.Close()
		}
	})
}

// BenchmarkPhone_Send is what a person's message costs until the bot can fetch it.
func BenchmarkPhone_Send(b *testing.B) {
	s := start(b, simulator.Options{MessagesKept: 10})
	phones := make([]*simulator.Phone, 1000)
	for i := range phones {
		phones[i] = s.Phone(simulator.User{ID: int64(i + 1), FirstName: fmt.Sprint("Owner ", i)})
	}
	for i := 0; b.Loop(); i++ {
		phones[i%len(phones)].Send("/start")
	}
}
