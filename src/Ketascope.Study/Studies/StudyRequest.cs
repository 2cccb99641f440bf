namespace Ketascope.Study.Studies;

/// <summary>
/// Something that can be asked: plain data that goes through JSON unchanged, in the words of the command line. No open files, parsed models or
/// clocks; the study that
/// answers reads the words and refuses what makes no sense.
/// </summary>
/// <remarks>
/// What need not be said can be set rather than only initialized: the compiler's JSON reader replaces the defaults of properties that can only be
/// initialized.
/// </remarks>
public abstract record StudyRequest;
