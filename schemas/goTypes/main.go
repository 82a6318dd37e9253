// Tells the structures behind Kubernetes' own kinds as JSON: [kinds, types].
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"

	"k8s.io/client-go/kubernetes/scheme"
)

type field struct {
	Name      string `json:"name"`
	Type      string `json:"type"`
	OmitEmpty bool   `json:"omitEmpty"`
	OmitZero  bool   `json:"omitZero"`
}

var (
	types  = map[string][]field{}
	custom = reflect.TypeOf((*json.Marshaler)(nil)).Elem()
)

func nameOf(t reflect.Type) string {
	own := t.Implements(custom) || reflect.PointerTo(t).Implements(custom)
	switch {
	case t.Kind() == reflect.Pointer:
		return "*" + nameOf(t.Elem())
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 && !own:
		return "bytes"
	case t.Kind() == reflect.Slice:
		return "[]" + nameOf(t.Elem())
	case t.Kind() == reflect.Map:
		return "map:" + nameOf(t.Elem())
	case t.Kind() == reflect.Struct && own:
		return "custom:" + t.String()
	case t.Kind() == reflect.Struct:
		visit(t)
		return t.PkgPath() + "." + t.Name()
	}
	return t.Kind().String()
}

func visit(t reflect.Type) {
	name := t.PkgPath() + "." + t.Name()
	if _, known := types[name]; known {
		return
	}
	types[name] = nil
	types[name] = fieldsOf(t)
}

func fieldsOf(t reflect.Type) []field {
	var out []field
	for i := range t.NumField() {
		f := t.Field(i)
		words := strings.Split(f.Tag.Get("json"), ",")
		switch {
		case words[0] == "-":
		case words[0] == "" && f.Type.Kind() == reflect.Struct:
			out = append(out, fieldsOf(f.Type)...)
		case words[0] != "":
			has := func(word string) bool { return strings.Contains(strings.Join(words[1:], ","), word) }
			out = append(out, field{words[0], nameOf(f.Type), has("omitempty"), has("omitzero")})
		}
	}
	return out
}

func main() {
	kinds := map[string]string{}
	for kind, t := range scheme.Scheme.AllKnownTypes() {
		if kind.Version != "__internal" {
			kinds[kind.GroupVersion().String()+" "+kind.Kind] = nameOf(t)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode([]any{kinds, types}); err != nil {
		panic(err)
	}
}
