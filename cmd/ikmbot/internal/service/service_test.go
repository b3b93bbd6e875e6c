package service_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"

	"ikmbot/cmd/ikmbot/internal/service"
)

// TestServe_FinishesWhatIsUnderWay stops a server while it answers a request.
func TestServe_FinishesWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	begun, closing := make(chan struct{}), make(chan struct{})
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-closing
		io.WriteString(w, "answered")
	})}
	server.RegisterOnShutdown(func() { close(closing) })
	ended := make(chan error, 1)
	go func() { ended <- service.Serve(ctx, server, listener) }()
	go func() {
		<-begun
		stop()
	}()
	answer, err := http.Get("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if body, err := io.ReadAll(answer.Body); err != nil || string(body) != "answered" {
		t.Errorf("the request under way got %q, %v", body, err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the stop gave %v", err)
	}
	if _, err := http.Get("http://" + listener.Addr().String()); err == nil {
		t.Error("it still answers")
	}
}

func TestServe_TellsWhyItCannot(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if err := service.Serve(t.Context(), &http.Server{}, listener); err == nil {
		t.Error("it serves on a listener that is closed")
	}
}
