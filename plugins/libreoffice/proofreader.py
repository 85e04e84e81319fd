"""The proofreader, as the office finds it: wavy lines, suggestions, "ignore this rule"."""

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import (
    Locale,
    XInitialization,
    XServiceDisplayName,
    XServiceInfo,
)
from com.sun.star.linguistic2 import (
    LinguServiceEvent,
    ProofreadingResult,
    SingleProofreadingError,
    XLinguServiceEventBroadcaster,
    XProofreader,
    XSupportedLocales,
)

IMPLEMENTATION = "org.writer_assist.Proofreader"
SERVICES = ("com.sun.star.linguistic2.Proofreader",)

# A sentence gets the language of its first character: 20xx年… comes as English.
LOCALES = (("zh", "CN"), ("zh", "TW"), ("en", "US"))

_PROOFREADING = 2  # com.sun.star.text.TextMarkupType.PROOFREADING
_WAVE = 10  # com.sun.star.awt.FontUnderline.WAVE
_COLORS = {"error": 0xC9211E, "warning": 0x2A6099, "hint": 0x7F7F7F}


class Proofreader(
    unohelper.Base,
    XProofreader,
    XSupportedLocales,
    XInitialization,
    XServiceInfo,
    XServiceDisplayName,
    XLinguServiceEventBroadcaster,
):
    """Underlines what the engine finds in a paragraph."""

    def __init__(self, context, *_arguments):
        self._context = context
        self._broadcasting = []
        self._listening = False

    # XProofreader
    def isSpellChecker(self):
        return False

    def doProofreading(self, identifier, text, locale, start, _suggested_end, properties):
        from writer_assist_office import background, offsets, proofreading

        self._listen()
        size = offsets.units(text)
        result = ProofreadingResult()
        result.aDocumentIdentifier = identifier
        result.aText = text
        result.aLocale = locale
        result.aProperties = properties
        result.xProofreader = self
        # The whole paragraph in one call.
        result.nStartOfSentencePosition = start
        result.nBehindEndOfSentencePosition = result.nStartOfNextSentencePosition = size
        result.aErrors = ()
        try:
            marks = proofreading.check(text)
            result.aErrors = tuple(_error(m) for m in marks if m.start + m.length > start)
        except Exception:
            background.complain()
        return result

    def ignoreRule(self, code, _locale):
        from writer_assist_office import proofreading

        proofreading.ignore_rule(code)

    def resetIgnoreRules(self):
        from writer_assist_office import proofreading

        proofreading.reset_ignored_rules()

    # XLinguServiceEventBroadcaster
    def addLinguServiceEventListener(self, listener):
        self._broadcasting.append(listener)
        self._listen()
        return True

    def removeLinguServiceEventListener(self, listener):
        if listener in self._broadcasting:
            self._broadcasting.remove(listener)
        return True

    def _listen(self):
        if not self._listening:
            # The first of these stops the collector of cycles, before there are any threads.
            from writer_assist_office import background, proofreading  # noqa: F401

            self._listening = True
            proofreading.on_change(self._changed)

    def _changed(self):
        """Have the office ask for all paragraphs again."""
        from writer_assist_office import background

        event = LinguServiceEvent()
        event.Source = self
        event.nEvent = uno.getConstantByName(
            "com.sun.star.linguistic2.LinguServiceEventFlags.PROOFREAD_AGAIN"
        )
        for listener in list(self._broadcasting):
            try:
                listener.processLinguServiceEvent(event)
            except Exception:
                self._broadcasting.remove(listener)
        background.collect()  # here nobody waits for this thread

    # XSupportedLocales
    def getLocales(self):
        return tuple(Locale(language, country, "") for language, country in LOCALES)

    def hasLocale(self, locale):
        return (locale.Language, locale.Country) in LOCALES

    # XInitialization
    def initialize(self, _arguments):
        pass

    # XServiceDisplayName
    def getServiceDisplayName(self, locale):
        return "公文写作助手" if locale.Language == "zh" else "Writer Assist"

    # XServiceInfo
    def getImplementationName(self):
        return IMPLEMENTATION

    def supportsService(self, name):
        return name in SERVICES

    def getSupportedServiceNames(self):
        return SERVICES


def _error(mark):
    problem = mark.problem
    error = SingleProofreadingError()
    error.nErrorStart = mark.start
    error.nErrorLength = mark.length
    error.nErrorType = _PROOFREADING
    error.aRuleIdentifier = problem["code"]
    error.aShortComment = problem["message"]
    advice = "".join("\n" + line for line in problem["advice"])
    error.aFullComment = "{}（{}）{}".format(problem["message"], problem["code"], advice)
    error.aSuggestions = tuple(mark.suggestions)
    error.aProperties = (
        PropertyValue("LineColor", 0, _COLORS.get(problem["severity"], 0x2A6099), 0),
        PropertyValue("LineType", 0, uno.Any("short", _WAVE), 0),
    )
    return error


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816
g_ImplementationHelper.addImplementation(Proofreader, IMPLEMENTATION, SERVICES)
