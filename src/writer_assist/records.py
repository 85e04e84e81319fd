"""Named tuples that cost next to nothing to define.

:class:`typing.NamedTuple` compiles source text for every class, a tenth of a millisecond each;
there are so many of them here that it would be a tenth of the whole start. What is defined here
is the same in use: a tuple with named fields, defaults, ``_replace`` and ``_asdict``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from operator import itemgetter

    try:  # what collections.namedtuple uses as well: as fast as an attribute can be
        from _collections import _tuplegetter as _getter
    except ImportError:  # pragma: no cover - another Python

        def _getter(index, doc):
            return property(itemgetter(index), doc=doc)

    _new = tuple.__new__

    def _complete(cls, args, kwargs):
        """The values of all fields, in order.

        Raises:
            TypeError: there are too many, too few, or unknown ones.
        """
        fields, defaults = cls._fields, cls._field_defaults
        values = list(args)
        for field in fields[len(args) :]:
            if field in kwargs:
                values.append(kwargs.pop(field))
            elif field in defaults:
                values.append(defaults[field])
            else:
                raise TypeError(f"{cls.__name__}() needs {field!r}")
        if kwargs or len(values) > len(fields):
            raise TypeError(f"{cls.__name__}() takes {', '.join(fields)}")
        return values

    class _Record(type):
        """Makes a subclass of tuple of a class with annotated fields."""

        def __new__(mcs, name, bases, namespace):
            if not bases:
                return super().__new__(mcs, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            size = len(fields)
            defaults = {field: namespace[field] for field in fields if field in namespace}
            trailing = tuple(defaults.values())
            optional = len(trailing)
            if tuple(defaults) != fields[size - optional :]:
                raise TypeError(f"{name}: a field without a default stands behind one with")

            def __new__(cls, *args, **kwargs):
                missing = size - len(args)
                if kwargs or not 0 <= missing <= optional:
                    args = _complete(cls, args, kwargs)
                elif missing:
                    args += trailing[-missing:]
                return _new(cls, args)

            namespace.update(
                {
                    "__slots__": (),
                    "__new__": __new__,
                    "__match_args__": fields,
                    "_fields": fields,
                    "_field_defaults": defaults,
                    **{field: _getter(index, "") for index, field in enumerate(fields)},
                }
            )
            return type(name, (_Methods,), namespace)

    class _Methods(tuple):
        """What every record can do."""

        __slots__ = ()

        def __repr__(self):
            pairs = zip(self._fields, self, strict=True)
            return f"{type(self).__name__}({', '.join(f'{f}={v!r}' for f, v in pairs)})"

        def __getnewargs__(self):
            return tuple(self)

        @classmethod
        def _make(cls, iterable):
            return cls(*iterable)

        def _replace(self, **changes):
            values = [changes.pop(f, v) for f, v in zip(self._fields, self, strict=True)]
            if changes:
                raise TypeError(f"{type(self).__name__} has no {', '.join(changes)}")
            return _new(type(self), values)

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

    class NamedTuple(metaclass=_Record):
        """The base of a record: annotate its fields, with defaults behind those without."""
