package locales_test

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikmbot/locales"
)

// module is the path that the program's packages begin with.
const module = "ikmbot/"

// program is the program's code, without its tests, and where its strings come from. It is
// type-checked as far as that goes without other modules: a string's way never leads through one.
type program struct {
	fset     *token.FileSet
	info     types.Info
	packages map[string]*types.Package
	files    []*ast.File
	values   map[types.Object][]ast.Expr     // what is assigned to a variable or passed for a parameter
	passed   map[types.Object][]types.Object // the parameters that stand for a function's own where the function is passed on
}

// readProgram reads every package of the program.
func readProgram(t *testing.T) *program {
	t.Helper()
	p := &program{
		fset:     token.NewFileSet(),
		info:     types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}},
		packages: map[string]*types.Package{},
		values:   map[types.Object][]ast.Expr{},
		passed:   map[types.Object][]types.Object{},
	}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		_, err = p.Import(module + filepath.ToSlash(strings.TrimPrefix(filepath.Dir(path), "../")))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.files {
		ast.Inspect(f, p.note)
	}
	return p
}

// Import gives a package of the program, read where it has not been, and refuses all others.
func (p *program) Import(path string) (*types.Package, error) {
	if p.packages[path] != nil {
		return p.packages[path], nil
	}
	folder, own := strings.CutPrefix(path, module)
	if !own {
		return nil, fmt.Errorf("%s is not read", path)
	}
	names, err := filepath.Glob(filepath.Join("..", folder, "*.go"))
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(p.fset, name, nil, 0)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	config := types.Config{Importer: p, Error: func(error) {}} // what comes from elsewhere stays unknown
	p.packages[path], _ = config.Check(path, p.fset, files, &p.info)
	p.files = append(p.files, files...)
	return p.packages[path], nil
}

// note keeps what a piece of code gives to variables and parameters.
func (p *program) note(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if len(n.Lhs) != len(n.Rhs) {
			break
		}
		for i, left := range n.Lhs {
			if name, ok := left.(*ast.Ident); ok {
				variable := p.info.ObjectOf(name)
				p.values[variable] = append(p.values[variable], n.Rhs[i])
			}
		}
	case *ast.CallExpr:
		signature, ok := p.info.TypeOf(n.Fun).(*types.Signature)
		if !ok {
			break
		}
		for i := range min(signature.Params().Len(), len(n.Args)) {
			p.pass(signature.Params().At(i), n.Args[i])
		}
	}
	return true
}

// pass notes that a call passes an argument for a parameter. Where that is a function, what its
// parameters get is what those of the parameter's type get.
func (p *program) pass(parameter *types.Var, argument ast.Expr) {
	p.values[parameter] = append(p.values[parameter], argument)
	outer, ok := parameter.Type().(*types.Signature)
	inner, same := p.info.TypeOf(argument).(*types.Signature)
	if !ok || !same {
		return
	}
	for i := range inner.Params().Len() {
		own := inner.Params().At(i)
		p.passed[own] = append(p.passed[own], outer.Params().At(i))
	}
}

// unknown stands in a string for the part that only a run can tell.
const unknown = "*"

// strings are what an expression can be, as far as the code tells: the way is followed
// back over variables, parameters and the constants of a type.
func (p *program) strings(e ast.Expr, seen ...types.Object) []string {
	if v := p.info.Types[e].Value; v != nil && v.Kind() == constant.String {
		return []string{constant.StringVal(v)}
	}
	if named := p.constants(p.info.TypeOf(e)); named != nil {
		return named
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		var sums []string
		for _, left := range p.strings(e.X, seen...) {
			for _, right := range p.strings(e.Y, seen...) {
				sums = append(sums, left+right)
			}
		}
		return sums
	case *ast.CallExpr:
		if p.info.Types[e.Fun].IsType() {
			return p.strings(e.Args[0], seen...)
		}
		if f, ok := e.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Sprintf" {
			return []string{regexp.MustCompile(`%[sd]`).ReplaceAllString(p.strings(e.Args[0])[0], unknown)}
		}
		if keys := p.questionKeys(e); keys != nil {
			return keys
		}
	case *ast.Ident:
		return p.variable(p.info.ObjectOf(e), seen)
	}
	return []string{unknown}
}

// questionKeys are the keys that a question makes of its words; nil where a call is no such thing.
func (p *program) questionKeys(call *ast.CallExpr) []string {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	made := p.info.Uses[f.Sel]
	switch {
	case made == nil || made.Pkg() == nil || made.Pkg().Path() != module+"dialog/questionnaire":
		return nil
	case made.Name() == "Said":
		return []string{"factor." + unknown + ".said." + unknown}
	case made.Name() == "Key":
		key := "question." + unknown
		for _, kind := range call.Args {
			key += "." + p.strings(kind)[0]
		}
		return []string{key}
	}
	return nil
}

// variable is what a variable or parameter can be.
func (p *program) variable(v types.Object, seen []types.Object) []string {
	if slices.Contains(seen, v) {
		return nil
	}
	seen = append(slices.Clone(seen), v)
	var all []string
	for _, e := range p.values[v] {
		all = append(all, p.strings(e, seen...)...)
	}
	for _, twin := range p.passed[v] {
		all = append(all, p.variable(twin, seen)...)
	}
	if all == nil {
		return []string{unknown}
	}
	return all
}

// constants are the values of a string type that the program has constants of, without
// the empty one, and of languages those of the message files; nil for all other types.
func (p *program) constants(t types.Type) []string {
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	switch named.Obj().Pkg().Path() + "." + named.Obj().Name() {
	case module + "dialog/say.Language":
		return languages
	case module + "dialog/say.Translation":
		return translations
	}
	var values []string
	scope := named.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		c, ok := scope.Lookup(name).(*types.Const)
		if ok && types.Identical(c.Type(), t) && c.Val().Kind() == constant.String && constant.StringVal(c.Val()) != "" {
			values = append(values, constant.StringVal(c.Val()))
		}
	}
	return values
}

// said is one place where the program says messages.
type said struct {
	at   token.Position
	keys []string        // with unknown for the parts that only a run can tell
	args map[string]bool // the parameters that are given; nil where only a run can tell
}

// places are all places where the program says messages: where a say.Text is made or
// given another key, and where a catalog is asked.
func (p *program) places() []said {
	text := p.packages[module+"dialog/say"].Scope().Lookup("Text").Type()
	say, _, _ := types.LookupFieldOrMethod(p.packages[module+"locales"].Scope().Lookup("Catalog").Type(), true, nil, "Say")
	var places []said
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				if types.Identical(p.info.TypeOf(n), text) && len(n.Elts) > 0 {
					places = append(places, said{p.fset.Position(n.Pos()), p.strings(element(n, "Key", 0)), p.names(element(n, "Args", 1))})
				}
			case *ast.AssignStmt:
				field, ok := n.Lhs[0].(*ast.SelectorExpr)
				if ok && field.Sel.Name == "Key" && types.Identical(p.info.TypeOf(field.X), text) {
					places = append(places, said{p.fset.Position(n.Pos()), p.strings(n.Rhs[0]), nil})
				}
			case *ast.CallExpr:
				method, ok := n.Fun.(*ast.SelectorExpr)
				if ok && p.info.Uses[method.Sel] == say && !strings.HasSuffix(types.ExprString(n.Args[1]), ".Key") { // a Text's key is told where the Text is made
					places = append(places, said{p.fset.Position(n.Pos()), p.strings(n.Args[1]), p.names(n.Args[2])})
				}
			}
			return true
		})
	}
	return places
}

// element is a field of a composite literal, by its name or else by its place; nil if it is not
// set.
func element(literal *ast.CompositeLit, name string, place int) ast.Expr {
	for i, e := range literal.Elts {
		pair, keyed := e.(*ast.KeyValueExpr)
		switch {
		case !keyed && i == place:
			return e
		case keyed && types.ExprString(pair.Key) == name:
			return pair.Value
		}
	}
	return nil
}

// names are the parameters that an expression gives a message; nil where only a run can tell.
func (p *program) names(args ast.Expr) map[string]bool {
	names := map[string]bool{}
	switch args := args.(type) {
	case nil:
	case *ast.Ident:
		if args.Name != "nil" {
			return nil
		}
	case *ast.CompositeLit:
		for _, e := range args.Elts {
			names[p.strings(e.(*ast.KeyValueExpr).Key)[0]] = true
		}
	default:
		return nil
	}
	return names
}

// matching are the catalog's keys that a key with unknown parts can be. An unknown part is one
// name.
func matching(key string, keys []string) []string {
	pattern := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(key), `\*`, `\w+`) + "$")
	var found []string
	for _, k := range keys {
		if pattern.MatchString(k) {
			found = append(found, k)
		}
	}
	return found
}

func TestCatalog_HasWhatTheProgramSaysAndNothingElse(t *testing.T) {
	t.Parallel()
	messages := catalog(t, "id")
	keys := slices.Sorted(maps.Keys(messages))
	unused := maps.Clone(messages)
	for _, s := range readProgram(t).places() {
		for _, key := range s.keys {
			found := matching(key, keys)
			if base, marked := strings.CutSuffix(key, "_"+locales.Default); marked && len(found) == 0 {
				found = matching(base, keys) // what is said in the default language needs no mark
			}
			if len(found) == 0 {
				t.Errorf("%s says %s, which is no message", s.at, key)
			}
			for _, k := range found {
				delete(unused, k)
				for name := range placeholderNames(t, k, messages[k].Other) {
					if s.args != nil && !s.args[name] {
						t.Errorf("%s says %s without its %s", s.at, k, name)
					}
				}
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(unused)) {
		t.Errorf("%s is said nowhere", key)
	}
}
