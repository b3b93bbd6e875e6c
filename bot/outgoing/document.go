package outgoing

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot/delivery"
	"ikmbot/dialog/say"
	"ikmbot/locales/speech"
	"ikmbot/scoring/sheet"
	"ikmbot/scoring/store"
	"ikmbot/scoring/store/exchange"
)

// sendDocument makes a file and sends it.
func (s *Sender) sendDocument(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	name, data, err := s.document(ctx, out)
	if err != nil {
		return err
	}
	text, mode := s.calls.textOf(m, out.Reply)
	_, err = s.calls.api.SendDocument(ctx, &bot.SendDocumentParams{
		ChatID: m.Chat, Caption: text, ParseMode: mode, AllowPaidBroadcast: s.calls.paid,
		Document: &models.InputFileUpload{Filename: name, Data: bytes.NewReader(data)},
	})
	return err
}

// document makes the file that a reply names.
func (s *Sender) document(ctx context.Context, out store.Outgoing) (name string, data []byte, err error) {
	switch kind := out.Reply.Document.Kind; kind {
	case say.MyDataDocument:
		data, err = s.store.MyData(ctx, out.Chat)
		return "ikmbot-data.json", data, err
	case say.WorkbookDocument, say.CSVDocument:
		return s.export(ctx, out)
	default:
		return "", nil, fmt.Errorf("no document %q", kind)
	}
}

// export makes a file of the businesses in a reply's scope, limited to those that the chat's
// officer may see.
func (s *Sender) export(ctx context.Context, out store.Outgoing) (name string, data []byte, err error) {
	scope, err := s.store.ReportScope(ctx, out.Chat, *out.Reply.Report)
	if err != nil {
		return "", nil, err
	}
	name = "ikmbot-" + s.store.Now().In(store.WIB).Format(time.DateOnly)
	interviews := s.store.SeenByOfficers(ctx, scope, out.Reply.Document.Names)
	var file bytes.Buffer
	if out.Reply.Document.Kind == say.CSVDocument {
		err := exchange.Write(&file, interviews)
		return name + ".csv", file.Bytes(), err
	}
	recap, err := s.store.Recap(ctx, scope)
	if err != nil {
		return "", nil, err
	}
	regions, err := s.store.Regions(ctx)
	if err != nil {
		return "", nil, err
	}
	err = sheet.Workbook{
		Recap: recap, Interviews: interviews, Identities: out.Reply.Document.Names,
		Regions: regions, Language: speech.In(s.calls.say.Catalog, out.Reply.Language),
	}.Write(&file)
	return name + ".xlsx", file.Bytes(), err
}
