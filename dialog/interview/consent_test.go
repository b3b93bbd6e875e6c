package interview_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/BurntSushi/toml"
)

// shownBy lists, for each message of the consent, the tests that show that what it says is so.
var shownBy = map[string][]string{
	"head":              {"TestStories"},
	"ask":               {"TestConsent_QuestionsAboutTheBusinessCanBeSkipped"},
	"short":             {"TestStories"},
	"short_who":         {"TestConsent_NamesWhoIsResponsible"},
	"short_seen":        {"TestSeenByOfficers_HasNoAnswersOfWhoDidNotAgreeToBeContacted", "TestBusinesses_IdentifyOnlyThoseWhoMayBeContacted", "TestTables_OfTooFewBusinessesShowNoShare"},
	"short_rights":      {"TestMyData_SpellsOutEveryAnswer", "TestErase_LeavesNothing", "TestReminders_ComeByThemselves", "TestStop"},
	"operator_unknown":  {"TestConsent_NamesWhoIsResponsible"},
	"trust":             {"TestConsent_NamesWhoIsResponsible", "TestConsent_NothingThatIsAskedIsASecretOrMoney"},
	"renew":             {"TestConsent_IsAskedForAnewOnce"},
	"renewed":           {"TestConsent_IsAskedForAnewOnce"},
	"terms":             {"TestStories"},
	"terms_who":         {"TestConsent_NamesWhoIsResponsible"},
	"terms_stored":      {"TestConsent_TellsWhatIsStored", "TestErase_CoversTheSchema", "TestKeptText_EndsAfterADay", "TestApply_SetsAside"},
	"terms_not_stored":  {"TestConsent_StoresNeitherPhoneNumberNorTelegramName"},
	"terms_purpose":     {"TestRecap_AgreesWithTheOracle", "TestTables_OfTooFewBusinessesShowNoShare"},
	"terms_seen":        {"TestBusinesses_IdentifyOnlyThoseWhoMayBeContacted", "TestWorkbook_HoldsEveryInterviewCellByCell", "TestBroadcast_GoesFromTheDraftToTheReport"},
	"terms_seen_quiet":  {"TestSeenByOfficers_HasNoAnswersOfWhoDidNotAgreeToBeContacted", "TestTables_OfTooFewBusinessesShowNoShare", "TestBroadcast_GoesFromTheDraftToTheReport"},
	"terms_seen_asking": {"TestInquiry_TellsNeitherOfTheOthersAccount", "TestTranscripts"},
	"terms_holder":      {"TestExport_WritesAWorkbookWhileTheBotRuns"},
	"terms_reminders":   {"TestReminders_OfOnePerson", "TestReminders_ComeWhenTheyAreDue", "TestStop"},
	"terms_never":       {"TestConsent_NothingThatIsAskedIsASecretOrMoney"},
	"terms_period":      {"TestForget", "TestForget_ForgetsNobodyWithoutARetention"},
	"terms_copies":      {"TestBackup"},
	"terms_rights":      {"TestMyData", "TestErase_LeavesNothing", "TestStories", "TestForget"},
}

// Each sentence of the consent is tied to tests that there are.
func TestConsent_SaysNothingThatNoTestShows(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	for _, language := range []string{"id", "en"} {
		var words struct{ Consent map[string]string }
		if _, err := toml.DecodeFile(filepath.Join(root, "locales", "consent."+language+".toml"), &words); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(words.Consent)), slices.Sorted(maps.Keys(shownBy))); diff != "" {
			t.Errorf("messages in %s (-) and those that are tied to tests (+):\n%s", language, diff)
		}
	}
	there := tests(t, root)
	for message, names := range shownBy {
		if len(names) == 0 {
			t.Errorf("%s is tied to no test", message)
		}
		for _, name := range names {
			if !there[name] {
				t.Errorf("%s is tied to %s, which is not there", message, name)
			}
		}
	}
}

// tests returns the names of the tests below a folder.
func tests(t *testing.T, root string) map[string]bool {
	t.Helper()
	there := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") {
				there[f.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return there
}
