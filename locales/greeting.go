package locales

import "strings"

// others stands, in a list of languages, for all languages that are in no other list.
const others = "*"

// greetings maps each language to the one in which its speakers are greeted.
func (c *Catalog) greetings() map[string]string {
	greets := map[string]string{}
	for _, lang := range c.tags {
		for _, spoken := range c.Words(lang, "language.greets") {
			greets[spoken] = lang
		}
	}
	for _, lang := range c.tags {
		greets[strings.ToLower(lang)] = lang
	}
	return greets
}

// Greeting is the language in which to greet a person, given the IETF tag of the app's language:
// the same language if the catalog has it, otherwise a related one. Without a tag it is the
// default.
func (c *Catalog) Greeting(tag string) string {
	tag = strings.ToLower(tag)
	spoken, _, _ := strings.Cut(tag, "-")
	for _, t := range []string{tag, spoken} {
		if lang, known := c.greets[t]; known {
			return lang
		}
	}
	if tag == "" {
		return Default
	}
	return c.Others()
}

// Others is the language for speakers of languages to which none of the catalog's is related.
func (c *Catalog) Others() string {
	if lang, known := c.greets[others]; known {
		return lang
	}
	return Default
}
