#include "corpus/document_type_file.hpp"

#include "corpus/toml_file.hpp"

namespace smallprint::corpus {

DocumentType const& DocumentTypes::operator[](std::string_view name) const {
  auto const it = types_.find(name);
  return it == types_.end() ? other_ : it->second;
}

Result<DocumentTypes> load_document_types(std::filesystem::path const& file) {
  auto const table = read_toml(file);
  if (!table) return table.error();
  DocumentTypes out;
  auto const done = for_each_table(
      *table, "type", file.string(), [&](toml::table const& entry, std::string const& path) -> Result<void> {
        auto const names = required_strings(entry, "names", path);
        if (!names) return names.error();
        DocumentType const type{static_cast<int>(entry["rank"].value_or(0)), entry["weight"].value_or(1.0),
                                entry["audience"].value_or(std::string()) == "business"};
        for (auto const& name : *names) {
          if (name == "*")
            out.other_ = type;
          else if (!out.types_.emplace(name, type).second)
            return Error{Errc::schema, place(entry, path, "names"), 0, "'" + name + "' stands in two entries"};
        }
        return {};
      });
  if (!done) return done.error();
  return out;
}

}  // namespace smallprint::corpus
